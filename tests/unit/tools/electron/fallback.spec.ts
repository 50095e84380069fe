import { existsSync } from 'node:fs'
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { putInPlace, removeAbandoned } from '../../../../tools/electron/fallback.ts'
import { cleaning } from '../cleaning.ts'

const { folder } = cleaning()

async function folderWith(path: string, file: string, text: string): Promise<string> {
  await mkdir(path)
  await writeFile(join(path, file), text)
  return path
}

test('what a killed set-up was unpacking is taken away, what another unpacks now is not', async () => {
  const cache = await folder()
  const [old, current, other] = ['unpacking-old', 'unpacking-now', 'electron-33.2.1-r1'].map((name) =>
    join(cache, name),
  )
  for (const path of [old, current, other]) await mkdir(path ?? '')
  for (const path of [old, other]) await utimes(path ?? '', 0, 0)
  await removeAbandoned(cache)
  expect([old, current, other].map((path) => existsSync(path ?? ''))).toEqual([false, true, true])
})

test('of two set-ups at once the first one stays, and the second is content', async () => {
  const cache = await folder()
  const place = join(cache, 'place')
  await putInPlace(await folderWith(join(cache, 'one'), 'electron', 'first'), place)
  await putInPlace(await folderWith(join(cache, 'two'), 'electron', 'second'), place)
  expect(await readFile(join(place, 'electron'), 'utf8')).toBe('first')
})

test('a place that is taken by something else is told', async () => {
  const cache = await folder()
  const place = await folderWith(join(cache, 'place'), 'notes.txt', '')
  const made = await folderWith(join(cache, 'one'), 'electron', '')
  await expect(putInPlace(made, place)).rejects.toThrow('ENOTEMPTY')
})
