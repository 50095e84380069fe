/** Signs that other alphabets have a letter in the place of. */
const SIGNS: Readonly<Record<string, string>> = { Comma: ',', Slash: '/' }

/**
 * The key of a shortcut, whatever alphabet the keyboard is set to: with a Ukrainian one Ctrl+N comes as Ctrl+т. Layouts
 * of Latin letters (AZERTY, Dvorak, Turkish) send what is meant.
 */
export function latin({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  if (key.length !== 1) return key
  if (/[\p{ASCII}\p{Script=Latin}]/u.test(key)) return key.toLowerCase()
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? SIGNS[code] ?? key
}
