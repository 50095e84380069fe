import { parseArgs } from 'node:util'
import type { ServerOptions } from './options.ts'

export const USAGE = `Usage: webitel-server [options]
  --port <n>     port to listen on; 0 (default): any free one
  --host <name>  address to listen on (127.0.0.1)
  --users <n>    how many people (50)
  --tokens <n>   how many tokens the ordinary people hold together (400)
  --seed <n>     the same number gives the same data (1)
  --file <path>  keep the data in this SQLite file; default: in memory
  --tls          HTTPS, with a certificate of its own
  --http2        with --tls: HTTP/2, HTTP/1.1 as fallback
  --help         this text`

/** What the command line asks for. */
export type Command = { readonly kind: 'help' } | { readonly kind: 'start'; readonly options: ServerOptions }

/** Reads the command line; an error's message says what is wrong with it. */
export function readArguments(args: readonly string[]): Command {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      users: { type: 'string' },
      tokens: { type: 'string' },
      seed: { type: 'string' },
      file: { type: 'string' },
      tls: { type: 'boolean' },
      http2: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) return { kind: 'help' }
  const { port, users, tokens, seed, help: _, ...rest } = values
  if (rest.http2 && !rest.tls) throw new Error('--http2 needs --tls')
  const numbers = [
    ...wholeNumber('port', port, 65_535),
    ...wholeNumber('users', users, 100_000),
    ...wholeNumber('tokens', tokens, 1_000_000),
    ...wholeNumber('seed', seed, 4_294_967_295),
  ]
  return { kind: 'start', options: { ...rest, ...Object.fromEntries(numbers) } }
}

/** An entry for the options, none when it was not given. */
function wholeNumber(name: string, value: string | undefined, most: number): readonly [string, number][] {
  if (value === undefined) return []
  if (/^\d+$/.test(value) && Number(value) <= most) return [[name, Number(value)]]
  throw new Error(`--${name}: a whole number from 0 to ${most} is expected, not "${value}"`)
}
