/** Characters that would break a line, or turn the direction of what follows: shown, without their effect. */
const CONTROL = /\p{Cc}/gu
const TURNING = /[\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu

/** Unicode's pictures of the control characters begin here. */
const PICTURES = 0x2400

function picture(character: string): string {
  const code = character.charCodeAt(0)
  if (code < 0x20) return String.fromCharCode(PICTURES + code)
  return code === 0x7f ? '\u2421' : '\ufffd'
}

/** A text from elsewhere, harmless to show in one line. */
export const plain = (text: string): string => text.replace(CONTROL, picture).replace(TURNING, '\ufffd')

/** @param most how many characters (code points) to keep */
export function cut(text: string, most: number): string {
  // Far more than will be kept need not be taken apart.
  const characters = Array.from(text.slice(0, most * 2 + 1))
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : text
}

/** Whether a text has no visible character: only spaces and invisible ones (U+200B, U+2060, U+3164). */
export const isBlank = (text: string): boolean => /^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(text)
