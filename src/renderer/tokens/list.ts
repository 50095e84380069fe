import { computed, ref, shallowRef } from 'vue'
import type { AppError, Bridge, Token, TokenId, TokenPage, TokenSort } from '../../contract/index.ts'
import { createLatestOf } from '../app/latest.ts'
import { useScreen, type Owner } from '../app/place.ts'

/** Which part of whose tokens. */
export interface View extends Owner {
  readonly search: string
  /** From 1. */
  readonly page: number
  readonly size: number
  readonly sort: TokenSort
}

export const sameView = (one: View | undefined, other: View | undefined): boolean =>
  one?.profile === other?.profile &&
  one?.userId === other?.userId &&
  one?.search === other?.search &&
  one?.page === other?.page &&
  one?.size === other?.size &&
  one?.sort.field === other?.sort.field &&
  one?.sort.descending === other?.sort.descending

/**
 * The rows of one view at a time. The server is the truth: every change is followed by reading again, and an older
 * answer never takes the place of a newer one.
 *
 * @param onBeyondEnd the page that was asked for is empty: the one to show instead
 * @param onShown the page's rows as they now are; of a view that was read again also those that are no longer in it:
 *   moved to another page, or gone
 */
export function createTokenList(
  bridge: Bridge,
  onBeyondEnd: (page: number) => void,
  onShown: (rows: readonly Token[], missing: readonly Token[] | undefined) => void,
) {
  const wanted = shallowRef<View>()
  const shown = shallowRef<View>()
  const pageRows = shallowRef<readonly Token[]>([])
  const next = ref(false)
  /** The server said that this view holds nothing; rows that were taken away here say nothing of what follows them. */
  const none = ref(false)
  const waiting = ref(false)
  /** Rows that were read so far, when all are: to be sorted or searched here. */
  const reading = ref(0)
  /** There are more than can be sorted and searched. */
  const partly = ref(false)
  /** Number of rows that couldn't be read and aren't shown. */
  const unreadable = ref(0)
  const error = shallowRef<AppError>()
  /** When the rows that are there were read: milliseconds since the epoch. */
  const readAt = ref<number>()
  /** Just created here: on top until the view changes. */
  const fresh = shallowRef<Token>()
  const screen = useScreen(() => wanted.value)
  const latest = createLatestOf(bridge, screen)
  let steppedBackFrom: number | undefined

  /** Whether the rows that are there are those of the view that is wanted. */
  const current = computed(() => shown.value !== undefined && sameView(shown.value, wanted.value))
  const rows = computed<readonly Token[]>(() => {
    const top = fresh.value
    return top ? [top, ...pageRows.value.filter(({ id }) => id !== top.id)] : pageRows.value
  })
  /** The page's own rows: what **Select page** means. */
  const ownRows = computed(() =>
    current.value ? pageRows.value.filter(({ id }) => id !== fresh.value?.id) : [],
  )

  function show(view: View): Promise<boolean> {
    if (!sameView(view, wanted.value)) fresh.value = undefined
    wanted.value = view
    return load()
  }

  /** @returns whether the rows of the requested view were loaded */
  async function load(): Promise<boolean> {
    const view = wanted.value
    if (!view) return false
    waiting.value = true
    const { profile: _, ...query } = view
    const answer = await latest.ask(view, (profile, ticket) =>
      bridge.request['tokens:list'](profile, query, ticket),
    )
    if (!answer) return false
    waiting.value = false
    reading.value = 0
    error.value = answer.ok ? undefined : answer.error
    if (answer.ok) take(view, answer.value)
    return answer.ok && current.value
  }

  function take(
    view: View,
    { items, next: more, partly: less = false, unreadable: odd = 0 }: TokenPage,
  ): void {
    const isEmpty = items.length === 0 && odd === 0
    if (isEmpty && view.page > 1) return stepBack(view.page)
    steppedBackFrom = undefined
    const missing = sameView(shown.value, view) ? missingFrom(items) : undefined
    partly.value = less
    unreadable.value = odd
    shown.value = view
    readAt.value = Date.now()
    pageRows.value = items
    if (fresh.value) fresh.value = items.find(({ id }) => id === fresh.value?.id) ?? fresh.value
    none.value = isEmpty
    next.value = more
    onShown(items, missing)
  }

  function missingFrom(items: readonly Token[]): readonly Token[] {
    const there = new Set(items.map(({ id }) => id))
    return pageRows.value.filter(({ id }) => !there.has(id))
  }

  /** One page back; and when that is empty too, to the first: the end may be far away and nothing tells where. */
  function stepBack(page: number): void {
    const again = steppedBackFrom === page + 1
    steppedBackFrom = page
    onBeyondEnd(again ? 1 : page - 1)
  }

  /** Takes rows away that are known to be gone, before the list is read again. */
  function drop(ids: readonly TokenId[]): void {
    const gone = new Set(ids)
    pageRows.value = pageRows.value.filter(({ id }) => !gone.has(id))
    if (fresh.value && gone.has(fresh.value.id)) fresh.value = undefined
  }

  /** Shows a row as the server now holds it, before the list is read again. */
  function replace(token: Token): void {
    pageRows.value = pageRows.value.map((row) => (row.id === token.id ? token : row))
    if (fresh.value?.id === token.id) fresh.value = token
  }

  function reset(): void {
    latest.forget()
    wanted.value = shown.value = fresh.value = error.value = readAt.value = undefined
    pageRows.value = []
    next.value = none.value = waiting.value = partly.value = false
    unreadable.value = 0
  }

  bridge.on('tokens:reading', ({ ticket, read }) => {
    if (latest.isAsking(ticket)) reading.value = read
  })

  return {
    screen,
    wanted,
    shown,
    readAt,
    rows,
    ownRows,
    next,
    none,
    waiting,
    reading,
    partly,
    unreadable,
    error,
    fresh,
    current,
    show,
    refresh: load,
    cancel: latest.cancel,
    drop,
    replace,
    reset,
    add: (token: Token) => (fresh.value = token),
  }
}
