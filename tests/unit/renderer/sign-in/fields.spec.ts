import { describe, expect, it } from 'vitest'
import { fieldAtFault } from '../../../../src/renderer/sign-in/fault-field.ts'
import { faultsOf, faultsOfNew } from '../../../../src/renderer/sign-in/fields.ts'

const GOOD = { server: 'cc.example.com', login: 'olena@example.com', password: ' ' }

describe('faultsOf', () => {
  it('finds nothing wrong with what can be sent; a password may be a space', () => {
    expect(faultsOf(GOOD)).toEqual({})
  })

  it('names each field that is missing', () => {
    expect(faultsOf({ server: ' ', login: '', password: '' })).toEqual({
      server: 'server-missing',
      login: 'login-missing',
      password: 'password-missing',
    })
  })

  it.each(['olena', 'olena@', '@example.com', 'a@b@c', 'a b@c'])('refuses the login %j', (login) => {
    expect(faultsOf({ ...GOOD, login })).toEqual({ login: 'login-form' })
  })
})

it('points at the field that may cure the error', () => {
  expect(fieldAtFault('unreachable')).toBe('server')
  expect(fieldAtFault('not-webitel')).toBe('server')
  expect(fieldAtFault('unauthorized')).toBe('password')
  expect(fieldAtFault('timeout')).toBe('password')
})

describe('where no password is asked for', () => {
  it('none is missing, and the rest counts', () => {
    const typed = { server: '', login: 'a@b', password: '' }
    expect(faultsOf(typed, false)).toEqual({ server: 'server-missing' })
  })
})

describe('a new password', () => {
  it.each([
    ['', '', { password: 'new-password-missing' }],
    ['a', '', { repeated: 'repeat-differs' }],
    ['a', 'A', { repeated: 'repeat-differs' }],
    ['a', 'a ', { repeated: 'repeat-differs' }],
    [' ', ' ', {}],
    ['a', 'a', {}],
  ])('%j, %j: %j', (password, repeated, faults) => {
    expect(faultsOfNew({ password, repeated })).toEqual(faults)
  })
})
