import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Token, TokenId, UserId } from '../../contract/index.ts'
import { nextTicket, useBridge } from '../app/bridge.ts'
import { createTokenList, type View } from './list.ts'
import { createSelectAll } from './select-all.ts'
import { createSelection } from './selection.ts'

/** The registry that is open: its rows, and what is selected among them. */
export const useTokens = defineStore('tokens', () => {
  /** Set by the screen: goes to another page of the same view. */
  const goToPage = shallowRef<(page: number) => void>(() => undefined)
  const bridge = useBridge()
  const selection = createSelection()
  const list = createTokenList(
    bridge,
    (page) => goToPage.value(page),
    (rows) => void leaveGone(rows),
  )
  const everything = createSelectAll(bridge, selection)

  /** Selected rows that are no longer where they were leave the selection if they are nowhere else either. */
  async function leaveGone(rows: readonly Token[]): Promise<void> {
    const userId = list.wanted.value?.userId
    const ids = rows.map(({ id }) => id).filter((id) => selection.selected.value.has(id))
    if (userId === undefined || ids.length === 0) return
    const answer = await bridge.request['tokens:gone'](userId, ids, nextTicket())
    if (answer.ok && list.wanted.value?.userId === userId) selection.drop(answer.value)
  }

  function show(view: View): Promise<void> {
    if (list.wanted.value?.userId !== view.userId) {
      everything.cancel()
      selection.clear()
    }
    return list.show(view)
  }

  /** A token was made for this person. */
  function created(owner: UserId, token: Token): void {
    if (list.wanted.value?.userId !== owner) return
    list.add(token)
    void list.refresh()
  }

  /** These are gone; what else was tried may be as well. */
  function deleted(owner: UserId, ids: readonly TokenId[]): Promise<void> {
    if (list.wanted.value?.userId !== owner) return Promise.resolve()
    selection.drop(ids)
    list.drop(ids)
    return list.refresh()
  }

  /** Some are enabled or disabled now: done with, they leave the selection; the rest stays, to be tried again. */
  function enabled(owner: UserId, ids: readonly TokenId[]): Promise<void> {
    if (list.wanted.value?.userId !== owner) return Promise.resolve()
    selection.drop(ids)
    return list.refresh()
  }

  /** One has another name or state now. */
  function changed(owner: UserId, token: Token): void {
    if (list.wanted.value?.userId !== owner) return
    list.replace(token)
    if (selection.selected.value.has(token.id)) selection.set([token], true)
    void list.refresh()
  }

  function reset(): void {
    everything.cancel()
    list.reset()
    selection.clear()
  }

  return { ...list, selection, everything, goToPage, show, created, deleted, enabled, changed, reset }
})
