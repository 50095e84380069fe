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
 * Overwrites an existing file that can't be replaced. It removes other users' access before it writes the
 * text.
 *
 * A crash during the write may leave a mix of the old and the new text. After an error the old bytes are
 * restored, which needs no disk space.
 *
 * @param path a regular file, not a link
 * @throws RefusedFile `shared`; Error with the system's code
 */
export function overwriteFile(path: string, text: string): void {
  const { O_RDWR, O_NOFOLLOW, O_NONBLOCK } = constants
  // Windows doesn't have the last two. Without them, opening could block forever if a pipe has just replaced
  // the file.
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
  // The owner can read a file despite its mode. Root is allowed: it runs in containers, with files mounted
  // from outside.
  if (stats.uid !== user && user !== 0) throw new RefusedFile('shared')
  fchmodSync(file, PRIVATE)
}

function overwrite(file: number, bytes: Buffer): void {
  const { size } = fstatSync(file)
  const before = readHead(file, Math.min(size, bytes.length))
  try {
    writeHead(file, bytes)
    // Sync the new text before the rest of the old one is cut off.
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
