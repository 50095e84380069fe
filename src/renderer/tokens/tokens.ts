import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Token, TokenId } from '../../contract/index.ts'
import { useBridge } from '../app/bridge.ts'
import { createAsk } from '../app/latest.ts'
import { isOnScreen, ownerOf, type Owner } from '../app/place.ts'
import { createTokenList, type View } from './list.ts'
import { createSelectAll } from './select-all.ts'
import { createSelection, MOST_SELECTED } from './selection.ts'

/** The registry that is open: its rows, and what is selected among them. */
export const useTokens = defineStore('tokens', () => {
  /** Set by the screen: goes to another page of the same view. */
  const goToPage = shallowRef<(page: number) => void>(() => undefined)
  const bridge = useBridge()
  const selection = createSelection()
  const list = createTokenList(
    bridge,
    (page) => goToPage.value(page),
    (rows, missing) => {
      selection.update(rows)
      void lookAtFresh(rows)
      // Of a page that is empty by now the one before is shown: no rows are missing there, and it was refreshed all the same.
      const doubtful = thorough ? selectedElsewhere() : missing
      if (doubtful) void leaveGone(doubtful)
    },
  )
  /** Somebody asked for the truth: selected rows of other pages are looked for too. */
  let thorough = false
  const everything = createSelectAll(bridge, selection, list.screen)
  const ask = createAsk(list.screen)
  const isOn = (owner: Owner): boolean => isOnScreen(owner, list.screen())

  const ownerOnScreen = () => list.wanted.value && ownerOf(list.wanted.value)

  /** Selected rows that are no longer where they were leave the selection if they are nowhere else either. */
  async function leaveGone(rows: readonly Token[]): Promise<void> {
    const owner = ownerOnScreen()
    const ids = rows.map(({ id }) => id).filter((id) => selection.selected.value.has(id))
    if (!owner || ids.length === 0) return
    for (let at = 0; at < ids.length; at += MOST_SELECTED) {
      const some = ids.slice(at, at + MOST_SELECTED)
      const answer = await ask(owner, (profile, ticket) =>
        bridge.request['tokens:gone'](profile, owner.userId, some, ticket),
      )
      if (!answer) return
      if (answer.ok) leaveSelection(answer.value)
    }
  }

  /** What was created here stays on top where the page does not hold it; as the server holds it, or not at all. */
  async function lookAtFresh(rows: readonly Token[]): Promise<void> {
    const owner = ownerOnScreen()
    const id = list.fresh.value?.id
    if (!owner || id === undefined || rows.some((row) => row.id === id)) return
    const answer = await ask(owner, (profile, ticket) =>
      bridge.request['tokens:read'](profile, { userId: owner.userId, id }, ticket),
    )
    if (!answer) return
    if (answer.ok) {
      list.replace(answer.value)
      selection.update([answer.value])
    } else if (answer.error.code === 'not-found') {
      list.drop([id])
      leaveSelection([id])
    }
  }

  function selectedElsewhere(): readonly Token[] {
    thorough = false
    const here = new Set(list.rows.value.map(({ id }) => id))
    return [...selection.selected.value.values()].filter(({ id }) => !here.has(id))
  }

  /** Not to come back by an answer that was under way. */
  function leaveSelection(ids: readonly TokenId[]): void {
    selection.drop(ids)
    everything.leave(ids)
  }

  /** @returns whether the rows were loaded */
  function refresh(): Promise<boolean> {
    thorough = true
    return reread()
  }

  /** There may be others that match by now. */
  function reread(): Promise<boolean> {
    everything.outdated()
    return list.refresh()
  }

  function show(view: View): Promise<boolean> {
    const before = list.wanted.value
    if (before?.userId !== view.userId || before.profile !== view.profile) {
      everything.cancel()
      selection.clear()
    }
    everything.leaveFor(view)
    return list.show(view)
  }

  /** A token was made for this person. */
  function created(owner: Owner, token: Token): void {
    if (!isOn(owner)) return
    list.add(token)
    void reread()
  }

  /** These are gone; what else was tried may be as well. */
  async function deleted(owner: Owner, ids: readonly TokenId[]): Promise<void> {
    if (!isOn(owner)) return
    leaveSelection(ids)
    list.drop(ids)
    await reread()
  }

  /** Some are enabled or disabled now: done with, they leave the selection; the rest stays, to be tried again. */
  async function enabled(owner: Owner, ids: readonly TokenId[]): Promise<void> {
    if (!isOn(owner)) return
    selection.drop(ids)
    await reread()
  }

  /** One has another name or state now. */
  function changed(owner: Owner, token: Token): void {
    if (!isOn(owner)) return
    list.replace(token)
    selection.update([token])
    void reread()
  }

  /** A change for this owner failed, but the server may have made it, so reload the list. */
  function doubtful(owner: Owner): void {
    if (isOn(owner)) void refresh()
  }

  function reset(): void {
    everything.cancel()
    list.reset()
    selection.clear()
  }

  return {
    ...list,
    selection,
    everything,
    goToPage,
    show,
    refresh,
    created,
    deleted,
    enabled,
    changed,
    doubtful,
    reset,
  }
})
