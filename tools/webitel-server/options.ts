import type { Switches } from './switches.ts'

/** How to start the server. Everything has a default. */
export interface ServerOptions {
  /** 0 (the default) takes any free port. */
  readonly port?: number
  readonly host?: string
  /** How many people there are; those with a role are always there. */
  readonly users?: number
  /** How many tokens the ordinary people hold together; special seeds come on top. */
  readonly tokens?: number
  /** The same seed and `now` give the same people, tokens and secrets. */
  readonly seed?: number
  /** The time the seeds are dated from, ms since the epoch; the present by default. */
  readonly now?: number
  /** An SQLite file to keep the data in; memory by default. A file with people in it is not seeded again. */
  readonly file?: string
  readonly tls?: boolean
  /** With `tls`: HTTP/2, falling back to HTTP/1.1 for clients that can't. */
  readonly http2?: boolean
  readonly switches?: Partial<Switches>
  /** Seed the person with 10 000 tokens (the default). */
  readonly big?: boolean
}

export type ResolvedOptions = Required<Omit<ServerOptions, 'switches'>> & {
  readonly switches: Partial<Switches>
}

/** Fills in the defaults. */
export function resolveOptions(options: ServerOptions): ResolvedOptions {
  return {
    port: 0,
    host: '127.0.0.1',
    users: 50,
    tokens: 400,
    seed: 1,
    now: Date.now(),
    file: ':memory:',
    tls: false,
    http2: false,
    switches: {},
    big: true,
    ...options,
  }
}
