import { z, type ZodType } from 'zod'

/**
 * A list that leaves out the items that can't be read and keeps all others.
 *
 * @param item the schema of one item
 */
export function tolerantList<Item extends ZodType>(item: Item): ZodType<z.output<Item>[]> {
  return z.array(z.unknown()).transform((items) =>
    items.flatMap((one) => {
      const parsed = item.safeParse(one)
      return parsed.success ? [parsed.data] : []
    }),
  )
}
