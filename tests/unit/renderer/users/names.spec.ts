import { expect, it } from 'vitest'
import { initialsOf, nameOf } from '../../../../src/renderer/users/names.ts'
import { userId } from '../fake-bridge.ts'

it('calls a user by name, else login, else id', () => {
  const user = { id: userId('9007199254740993'), name: ' Olena ', username: 'olena' }
  expect(nameOf(user)).toBe('Olena')
  expect(nameOf({ ...user, name: ' ' })).toBe('olena')
  expect(nameOf({ ...user, name: '\u200b\ufeff' })).toBe('olena')
  expect(nameOf({ ...user, name: '', username: '' })).toBe('9007199254740993')
})

it.each([
  ['Olena Kovalenko', 'OK'],
  ['reports', 'R'],
  ['Звіти відділу', 'ЗВ'],
  ['(Billing) service team', 'BS'],
  ['🚀', ''],
])('shortens %j to %j', (name, initials) => expect(initialsOf(name)).toBe(initials))
