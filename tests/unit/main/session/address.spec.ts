import { describe, expect, it } from 'vitest'
import { readAddress } from '../../../../src/main/session/address.ts'

describe('readAddress', () => {
  it.each([
    ['cc.example.com', 'https://cc.example.com'],
    ['  CC.Example.com/  ', 'https://cc.example.com'],
    ['https://cc.example.com:8443/app/auth?x=1#y', 'https://cc.example.com:8443'],
    ['cc.example.com:8443', 'https://cc.example.com:8443'],
    ['10.0.0.7', 'https://10.0.0.7'],
    ['[::1]:8080', 'https://[::1]:8080'],
  ])('reads %j as %j', (typed, server) => {
    expect(readAddress(typed)).toEqual({ server, exposed: false })
  })

  it.each(['http://127.0.0.1:8480', 'http://localhost', 'http://[::1]', 'http://127.9.9.9'])(
    'takes %j for this machine: nothing travels',
    (typed) => expect(readAddress(typed).exposed).toBe(false),
  )

  it.each([
    'http://cc.example.com',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://10.0.0.7',
  ])('asks before a password travels readable to %j', (typed) =>
    expect(readAddress(typed).exposed).toBe(true),
  )

  it.each([
    '',
    '   ',
    'ftp://cc.example.com',
    'file:///etc/passwd',
    'https://user:pass@cc.example.com',
    'https://',
    'a b',
  ])('refuses %j', (typed) => expect(() => readAddress(typed)).toThrow('unreachable'))
})
