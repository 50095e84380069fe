import type { Session } from 'electron'
import { describe, expect, it } from 'vitest'
import { EXTRA_ORIGINS, limitRequests, nowhere, onlyTo } from '../../../../src/main/security/targets.ts'

type Listener = (
  details: { url: string; resourceType: string },
  answer: (response: { cancel?: boolean }) => void,
) => void

/** A session that can be asked whether a request would be sent. */
function fakeSession() {
  let listener: Listener | undefined
  const webRequest = { onBeforeRequest: (_filter: unknown, heard: Listener) => void (listener = heard) }
  const isSent = (url: string, resourceType = 'xhr') => {
    let cancelled: boolean | undefined
    listener?.({ url, resourceType }, ({ cancel }) => (cancelled = cancel))
    return cancelled === false
  }
  return { session: { webRequest } as unknown as Session, isSent }
}

describe('the targets of a session', () => {
  it('cancels what is not allowed, whoever asks', () => {
    const { session, isSent } = fakeSession()
    limitRequests(session, onlyTo('https://one.example'))
    expect(isSent('https://one.example/api/login')).toBe(true)
    for (const type of ['xhr', 'other', 'script', 'subFrame', 'webSocket', 'ping'])
      expect([type, isSent('https://two.example/api/login', type)]).toEqual([type, false])
  })

  it('is the last that was named', () => {
    const { session, isSent } = fakeSession()
    limitRequests(session, onlyTo('https://one.example'))
    limitRequests(session, nowhere)
    expect(isSent('https://one.example/')).toBe(false)
  })

  it.each([
    'http://one.example/',
    'https://one.example:8443/',
    'https://one.example.evil.example/',
    'https://one.example@evil.example/',
    'https://sub.one.example/',
    'not an address',
  ])('takes %s for another server', (url) => {
    expect(onlyTo('https://one.example')(url)).toBe(false)
  })

  it('takes a web socket for its server', () => {
    expect(onlyTo('http://localhost:5173')('ws://localhost:5173/')).toBe(true)
  })

  it('names no server beside those of the user', () => {
    expect(EXTRA_ORIGINS).toEqual([])
  })
})
