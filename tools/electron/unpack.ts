import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import yauzl, { type Entry, type ZipFile } from 'yauzl'

const open = promisify<string, yauzl.Options, ZipFile>(yauzl.open)

/**
 * Unpacks a zip's folder.
 *
 * @param rename the path of an entry to where it goes below `target`; nothing: left out
 */
export async function unpack(
  zip: string,
  target: string,
  rename: (path: string) => string | undefined,
): Promise<void> {
  const file = await open(zip, { lazyEntries: true, autoClose: true })
  const read = promisify(file.openReadStream.bind(file)) as (entry: Entry) => Promise<NodeJS.ReadableStream>
  await new Promise<void>((resolve, reject) => {
    file.on('error', reject).on('end', () => resolve())
    file.on('entry', (entry: Entry) => {
      const place = entry.fileName.endsWith('/') ? undefined : rename(entry.fileName)
      const work = place === undefined ? Promise.resolve() : extract(read, entry, within(target, place))
      work.then(() => file.readEntry(), reject)
    })
    file.readEntry()
  })
}

async function extract(
  read: (entry: Entry) => Promise<NodeJS.ReadableStream>,
  entry: Entry,
  path: string,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  // The upper half of the external attributes is the Unix mode.
  const mode = (entry.externalFileAttributes >>> 16) & 0o777 || 0o644
  await pipeline(await read(entry), createWriteStream(path, { mode }))
}

function within(target: string, place: string): string {
  const path = join(target, place)
  if (relative(target, path).startsWith('..')) throw new Error(`An archive's entry leads out of it: ${place}`)
  return path
}
