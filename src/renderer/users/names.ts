import type { Person, User } from '../../contract/index.ts'
import { isBlank } from '../ui/plain.ts'

/** The display name of a user: the first of name, login and id that has visible characters. */
export const nameOf = ({ name, username = '', id }: Person & Partial<Pick<User, 'username'>>): string =>
  [name, username].find((text) => !isBlank(text))?.trim() ?? id

/** One or two letters for the round picture. */
export function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  const [first = '', second = ''] = words
  const letters = [...first].slice(0, 1).concat([...second].slice(0, 1))
  return letters.join('').toLocaleUpperCase()
}
