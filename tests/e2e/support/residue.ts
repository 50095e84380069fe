import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The paths of the files below a folder, from it. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}

/** Names of the files below a folder that hold one of these texts, in either of the encodings that programs write. */
export async function filesWith(folder: string, texts: readonly string[]): Promise<string[]> {
  const needles = texts.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')])
  const held = async (file: string) => {
    const content = await contentOf(join(folder, file))
    return content !== undefined && needles.some((needle) => content.includes(needle)) ? [file] : []
  }
  return (await Promise.all((await filesBelow(folder)).map(held))).flat()
}

/** @returns nothing when it has gone since it was listed: a program replaces its files by others */
export async function contentOf(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw thrown
  }
}
