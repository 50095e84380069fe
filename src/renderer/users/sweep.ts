import type { User, UserPage } from '../../contract/index.ts'

/** People asked for at once when all are read again. */
const SIZE = 500
/** Pages after which a server that never stops saying `next` is stopped. */
const MOST_PAGES = 100
/** Times that all are read again. */
const MOST_PASSES = 3

/**
 * Reads everybody again until nobody new comes. When people come twice because they wander from page to page (whether
 * equal names keep their order is unknown), others have not come at all.
 *
 * @param read a page from 1, of that size; nothing ends it
 * @param add takes those who are new. @returns how many they were
 */
export async function sweep(
  read: (page: number, size: number) => Promise<UserPage | undefined>,
  add: (users: readonly User[]) => number,
): Promise<void> {
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const found = await readAll(read, add)
    if (!found) return
  }
}

/** @returns how many were new */
async function readAll(
  read: (page: number, size: number) => Promise<UserPage | undefined>,
  add: (users: readonly User[]) => number,
): Promise<number> {
  let found = 0
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await read(page, SIZE)
    if (!answer) return 0
    found += add(answer.items)
    if (!answer.next) return found
  }
  return found
}
