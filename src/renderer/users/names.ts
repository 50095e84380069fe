import type { User } from '../../contract/index.ts'

/** What a user is called: name, else login, else id. */
export const nameOf = ({ name, username, id }: Pick<User, 'id' | 'name' | 'username'>): string =>
  name.trim() || username.trim() || id

/** One or two letters for the round picture. */
export function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  const [first = '', second = ''] = words
  const letters = [...first].slice(0, 1).concat([...second].slice(0, 1))
  return letters.join('').toLocaleUpperCase()
}
