import { z, type ZodType } from 'zod'

/**
 * A list of which each item is read by itself: an item that can't be read is left out and takes no other item with it.
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
