import { describe, expect, it } from 'vitest'
import { socketPath } from '../../../../../src/main/keychain/dbus/connection.ts'
import { decode, encode, type Call } from '../../../../../src/main/keychain/dbus/message.ts'

const CALL: Call = {
  destination: 'org.freedesktop.secrets',
  path: '/org/freedesktop/secrets',
  interface: 'org.freedesktop.Secret.Service',
  member: 'Unlock',
  signature: 'ss',
  args: ['one', 'two, with ü'],
}

describe('a message', () => {
  it('is read as it was written', () => {
    const bytes = encode(CALL, 7)
    const read = decode(bytes)
    expect(read).toMatchObject({
      length: bytes.length,
      message: { kind: 'call', path: CALL.path, member: 'Unlock', replyTo: 0 },
    })
    expect([read?.message.body.text(), read?.message.body.text()]).toEqual(CALL.args)
  })

  it('that came in part is waited for; what follows it is left', () => {
    const bytes = encode(CALL, 7)
    for (let length = 0; length < bytes.length; length += 1)
      expect(decode(bytes.subarray(0, length))).toBeUndefined()
    expect(decode(Buffer.concat([bytes, bytes]))?.length).toBe(bytes.length)
  })

  it('of another byte order is read too', () => {
    const bytes = Buffer.from(
      '4202010100000009000000030000000f05017500000000010801670001730000000000046e69636500',
      'hex',
    )
    expect(decode(bytes)?.message).toMatchObject({ kind: 'reply', replyTo: 1 })
    expect(decode(bytes)?.message.body.text()).toBe('nice')
  })
})

describe('the address of a bus', () => {
  it.each([
    ['unix:path=/run/user/1000/bus', '/run/user/1000/bus'],
    ['unix:path=/tmp/dbus-a%20b,guid=0f', '/tmp/dbus-a b'],
    ['unix:guid=0f,abstract=/tmp/dbus-x', '\0/tmp/dbus-x'],
    ['tcp:host=a,port=1;unix:path=/b', '/b'],
  ])('%s', (address, path) => expect(socketPath(address)).toBe(path))

  it.each(['tcp:host=a,port=1', 'autolaunch:', ''])('%j is none', (address) =>
    expect(() => socketPath(address)).toThrow('No socket'),
  )
})
