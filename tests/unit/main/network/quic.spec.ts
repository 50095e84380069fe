import { expect, it } from 'vitest'
import { disableQuic, QUIC_VARIABLE } from '../../../../src/main/network/quic.ts'

function switchesOf(isPackaged: boolean, env: Record<string, string>): string[] {
  const switches: string[] = []
  disableQuic({ commandLine: { appendSwitch: (name) => void switches.push(name) }, isPackaged, env })
  return switches
}

it.each([
  ['a packaged application', true, {}],
  ['a packaged application that is asked to leave it on', true, { [QUIC_VARIABLE]: 'on' }],
  ['an unpacked build', false, {}],
  ['an unpacked build with another value', false, { [QUIC_VARIABLE]: '1' }],
])('QUIC is off in %s', (_, isPackaged, env) => {
  expect(switchesOf(isPackaged, env)).toEqual(['disable-quic'])
})

it('QUIC is left on in an unpacked build that a test asks for it', () => {
  expect(switchesOf(false, { [QUIC_VARIABLE]: 'on' })).toEqual([])
})
