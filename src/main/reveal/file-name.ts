import type { SaveForm } from '../../contract/index.ts'

/** Names that Windows keeps for devices, with any extension. */
const RESERVED = /^(con|conin\$|conout\$|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])$/i
/** Of a proposed name: room for the folder's path and the extension in 255 bytes of UTF-8. */
const MOST_BYTES = 120

/**
 * A name for the file that a token is saved to, made from the token's own name, safe on all three systems.
 *
 * @returns without a folder, ending in `.txt` or `.env`
 */
export function proposeFileName(usage: string, as: SaveForm = 'txt'): string {
  const kept = usage
    .normalize('NFC')
    // Control, direction-changing and unassigned characters, separators, and what Windows refuses.
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"/\\|?*]/g, ' ')
    .replace(/\s+/g, ' ')
  const trimmed = shorten(kept.trim()).replace(/^[. ]+|[. ]+$/g, '')
  if (trimmed === '') return `token.${as}`
  return `${isReserved(trimmed) ? '_' : ''}${trimmed}.${as}`
}

const isReserved = (name: string): boolean => RESERVED.test(name.replace(/\..*$/, '').trim())

function shorten(text: string): string {
  let kept = ''
  for (const character of text) {
    if (Buffer.byteLength(kept + character) > MOST_BYTES) break
    kept += character
  }
  return kept
}
