import { watch, type Ref } from 'vue'

const isLost = (): boolean => document.activeElement === document.body || document.activeElement === null

interface Options {
  readonly body: Readonly<Ref<HTMLElement | null>>
  /** What replaces the rows: other rows, or the grey ones while they are waited for. */
  readonly content: () => readonly unknown[]
  /** @returns whether there was a row to focus */
  readonly focusActive: () => Promise<boolean>
}

/** Keeps the focus among the rows when the row that had it is replaced or gone. */
export function useGridFocus({ body, content, focusActive }: Options) {
  /** The focus is to come back as soon as there is a row for it. */
  let owed = false

  async function takeBack(): Promise<void> {
    owed = isLost() && !(await focusActive())
  }

  // Before the change: was it here? After it: is it still anywhere?
  watch(content, () => void (owed ||= body.value?.contains(document.activeElement) ?? false), {
    flush: 'pre',
  })
  watch(content, () => void (owed && takeBack()), { flush: 'post' })
  return { takeBack }
}
