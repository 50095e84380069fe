import { describe, expect, it } from 'vitest'
import { isWithin } from '../../../../src/main/security/navigation.ts'
import { isOurs } from '../../../../src/main/security/sender.ts'

const ORIGIN = 'app://webitel-tokens'
const caller = (url: string, parent: unknown = null, id = 7) => ({
  sender: { id },
  senderFrame: { url, parent },
})

describe('isOurs', () => {
  it('is the main frame of our window at our origin', () => {
    expect(isOurs(caller(`${ORIGIN}/index.html#/users`), 7, ORIGIN)).toBe(true)
  })

  it.each([
    ['another window', caller(`${ORIGIN}/index.html`, null, 8)],
    ['a frame within', caller(`${ORIGIN}/index.html`, {})],
    ['another origin', caller('https://example.com/')],
    ['an origin that begins like ours', caller(`${ORIGIN}.example.com/index.html`)],
    ['a frame that is gone', { sender: { id: 7 }, senderFrame: null }],
  ])('is not %s', (_, who) => {
    expect(isOurs(who, 7, ORIGIN)).toBe(false)
  })

  it('is nobody while there is no window', () => {
    expect(isOurs(caller(`${ORIGIN}/index.html`), undefined, ORIGIN)).toBe(false)
  })
})

describe('isWithin', () => {
  it('takes the origin whole', () => {
    expect(isWithin(`${ORIGIN}/a`, ORIGIN)).toBe(true)
    expect(isWithin(`${ORIGIN}x/a`, ORIGIN)).toBe(false)
    expect(isWithin(`${ORIGIN}@example.com/`, ORIGIN)).toBe(false)
  })
})
