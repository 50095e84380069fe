import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs'
import { RefusedFile } from './refused-file.ts'
import { PRIVATE } from './replace-file.ts'

/**
 * Writes into a file that is there and can't be replaced. The file is closed to others before the text is in it.
 *
 * A crash in between leaves a part of either text. An error does not: the old bytes are put back, which takes no space.
 *
 * @param path a regular file, no link
 * @throws RefusedFile `shared`; Error with the system's code
 */
export function overwriteFile(path: string, text: string): void {
  const { O_RDWR, O_NOFOLLOW, O_NONBLOCK } = constants
  // The last two do not exist on Windows. Without them a file that was just replaced by a pipe would hold up the process.
  const file = openSync(path, O_RDWR | (O_NOFOLLOW || 0) | (O_NONBLOCK || 0))
  try {
    closeToOthers(file)
    overwrite(file, Buffer.from(text))
  } finally {
    closeSync(file)
  }
}

function closeToOthers(file: number): void {
  const user = process.geteuid?.()
  // Windows has no owners and modes of this kind.
  if (user === undefined) return
  const stats = fstatSync(file)
  if (!stats.isFile()) throw new RefusedFile('special')
  // Whoever owns a file can read it, whatever its mode. Root is in a container, where files of others are mounted into.
  if (stats.uid !== user && user !== 0) throw new RefusedFile('shared')
  fchmodSync(file, PRIVATE)
}

function overwrite(file: number, bytes: Buffer): void {
  const { size } = fstatSync(file)
  const before = readHead(file, Math.min(size, bytes.length))
  try {
    writeHead(file, bytes)
    // Nothing of the rest is lost before the new text is safe.
    fsyncSync(file)
    ftruncateSync(file, bytes.length)
    fsyncSync(file)
  } catch (thrown) {
    writeHead(file, before)
    ftruncateSync(file, size)
    throw thrown
  }
}

function readHead(file: number, length: number): Buffer {
  const head = Buffer.alloc(length)
  let position = 0
  while (position < length) {
    const read = readSync(file, head, position, length - position, position)
    if (read === 0) break
    position += read
  }
  return head
}

function writeHead(file: number, head: Buffer): void {
  let position = 0
  while (position < head.length) position += writeSync(file, head, position, head.length - position, position)
}
