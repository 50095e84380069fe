import type { ZodType } from 'zod'

/** Whether the text of a store's file is not what was written there: broken, of another shape, or with entries that are no more. */
export function isDamaged(text: string, schema: ZodType): boolean {
  try {
    const { value } = JSON.parse(text) as { value?: unknown }
    const parsed = schema.safeParse(value)
    if (!parsed.success) return true
    // A list leaves out what it can't read.
    return Array.isArray(value) && Array.isArray(parsed.data) && parsed.data.length < value.length
  } catch {
    return true
  }
}
