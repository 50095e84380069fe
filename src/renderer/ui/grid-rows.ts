import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/vue-virtual'
import { computed, nextTick, ref, watch, type Ref } from 'vue'

export const ROW_HEIGHT = 44
export const HEAD_HEIGHT = 36
/** Rows above and below those that can be seen. */
const AROUND = 10

interface Options<Row> {
  readonly rows: () => readonly Row[]
  readonly scroller: Readonly<Ref<HTMLElement | null>>
  /** Pixels of a row, of a head that stays above them, and at the foot where something lies over them. */
  readonly rowHeight: number
  readonly headHeight: number
  readonly footSpace: () => number
  /** Up to so many rows are simply all there; of more, those that can be seen and a few around. */
  readonly allThere: number
  /** Finds what has the focus of the active row: its tab stop. */
  readonly tabStop: string
}

/** Which rows are in the page, and which one of them has the focus (a roving tab stop). */
export function useGridRows<Row extends { readonly id: string }>({
  rows,
  scroller,
  rowHeight,
  headHeight,
  footSpace,
  allThere,
  tabStop,
}: Options<Row>) {
  const activeId = ref<string>()
  const activeIndex = computed(() =>
    Math.max(
      0,
      rows().findIndex(({ id }) => id === activeId.value),
    ),
  )

  /** The row that has the focus stays in the page when it is scrolled away. */
  const withRow =
    (active: number) =>
    (range: Range): number[] => {
      const there = defaultRangeExtractor(range)
      return active >= range.count || there.includes(active)
        ? there
        : [...there, active].toSorted((a, b) => a - b)
    }

  const virtualizer = useVirtualizer(
    computed(() => ({
      count: rows().length,
      getScrollElement: () => scroller.value,
      estimateSize: () => rowHeight,
      overscan: rows().length <= allThere ? allThere : AROUND,
      scrollMargin: headHeight,
      scrollPaddingStart: headHeight,
      scrollPaddingEnd: footSpace(),
      // A new function each time: the virtualizer looks at nothing else to see that the rows have changed.
      rangeExtractor: withRow(activeIndex.value),
      // Enough to fill a large screen before its size is known.
      initialRect: { width: 0, height: 1200 },
    })),
  )

  const inPage = computed(() =>
    virtualizer.value.getVirtualItems().flatMap(({ index, start }) => {
      const row = rows()[index]
      return row ? [{ row, index, top: start - headHeight }] : []
    }),
  )
  const height = computed(() => virtualizer.value.getTotalSize())

  async function focus(index: number): Promise<Row | undefined> {
    const all = rows()
    const row = all[Math.min(Math.max(index, 0), all.length - 1)]
    if (!row) return undefined
    activeId.value = row.id
    virtualizer.value.scrollToIndex(all.indexOf(row))
    await nextTick()
    scroller.value?.querySelector<HTMLElement>(tabStop)?.focus({ preventScroll: true })
    return row
  }

  // The active row may be gone: its place is kept, not its id.
  watch(rows, (now, before) => {
    if (now.some(({ id }) => id === activeId.value)) return
    const place = before.findIndex(({ id }) => id === activeId.value)
    activeId.value = now[Math.min(Math.max(place, 0), now.length - 1)]?.id
  })

  /** Rows that fit on the screen. */
  const fitting = (): number =>
    Math.max(1, Math.floor(((scroller.value?.clientHeight ?? 0) - headHeight) / rowHeight))

  const isActive = (row: Row, index: number): boolean =>
    row.id === activeId.value || (activeId.value === undefined && index === 0)

  return {
    activeId,
    activeIndex,
    isActive,
    inPage,
    height,
    fitting,
    focus,
    toTop: () => virtualizer.value.scrollToOffset(0),
  }
}
