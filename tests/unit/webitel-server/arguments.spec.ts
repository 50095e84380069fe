import { describe, expect, test } from 'vitest'
import { readArguments } from '../../../tools/webitel-server/arguments.ts'

describe('the command line', () => {
  test('without arguments asks for nothing special', () => {
    expect(readArguments([])).toEqual({ kind: 'start', options: {} })
  })

  test('is read whole', () => {
    const line = '--port 0 --host ::1 --users 5 --tokens 10 --seed 3 --file x.db --tls --http2'
    expect(readArguments(line.split(' '))).toEqual({
      kind: 'start',
      options: {
        port: 0,
        host: '::1',
        users: 5,
        tokens: 10,
        seed: 3,
        file: 'x.db',
        tls: true,
        http2: true,
      },
    })
    expect(readArguments(['--help'])).toEqual({ kind: 'help' })
  })

  test.for([
    [['--port', '65536'], /--port: a whole number from 0 to 65535/],
    [['--port', '80.5'], /--port: a whole number/],
    [['--tokens', ''], /--tokens: a whole number/],
    [['--seed', '1e3'], /--seed: a whole number/],
    [['--users'], /argument missing/],
    [['--nothing'], /Unknown option '--nothing'/],
    [['--http2'], /--http2 needs --tls/],
  ] as const)('refuses %o', ([args, message]) => {
    expect(() => readArguments(args)).toThrow(message)
  })
})
