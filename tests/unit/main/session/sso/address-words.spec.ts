import { describe, expect, it } from 'vitest'
import { wordsIn } from '../../../../../src/main/session/sso/address-words.ts'

const SERVER = 'https://cc.example.com'

describe('what an address says of the sign-in', () => {
  it.each([
    '/app/?accessToken=k3y',
    '/app/auth?x=1&accessToken=k3y#/more',
    '/app/#accessToken=k3y',
    '/app/#/?accessToken=k3y&x=1',
    '/app/#/users?accessToken=k3y',
  ])('%s: the key', (path) => {
    expect(wordsIn(`${SERVER}${path}`, SERVER)).toEqual({ key: 'k3y' })
  })

  it.each([
    ['/app/auth?error=access_denied', 'access_denied'],
    ['/app/auth?error=access_denied&error_description=Not%20let%20in', 'Not let in'],
    ['/api/login/google?error=server_error&state=1', 'server_error'],
    ['/app/auth#error=access_denied', 'access_denied'],
  ])('%s: why there is none', (path, refusal) => {
    expect(wordsIn(`${SERVER}${path}`, SERVER)).toEqual({ refusal })
  })

  it.each(['/app/auth', '/app/?accessToken=', '/app/?accesstoken=k3y', '/accessToken=k3y', '/?error='])(
    '%s: nothing',
    (path) => {
      expect(wordsIn(`${SERVER}${path}`, SERVER)).toEqual({})
    },
  )

  it.each(['a%20b', 'a%0D%0Ab', 'k%C3%A9y', 'x'.repeat(9000)])('no key that no header holds: %s', (key) => {
    expect(wordsIn(`${SERVER}/app/?accessToken=${key}`, SERVER)).toEqual({})
  })

  // Else whoever could lead a person there would have them sign in as somebody of their choice.
  it.each([
    'https://evil.example/?accessToken=k3y',
    'http://cc.example.com/?accessToken=k3y',
    'https://cc.example.com:444/?accessToken=k3y',
    'https://cc.example.com.evil.example/?accessToken=k3y',
    'https://cc.example.com@evil.example/?accessToken=k3y',
    'https://evil.example/?error=denied',
    'no address',
  ])('of somebody else says nothing: %s', (address) => {
    expect(wordsIn(address, SERVER)).toEqual({})
  })
})
