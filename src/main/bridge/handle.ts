import { ipcMain, type IpcMainInvokeEvent } from 'electron'
import type { z } from 'zod'
import type { AppError, RequestChannel, Requests, Result } from '../../contract/index.ts'
import { failure, Failure } from '../failure.ts'
import { isPlain } from './plain.ts'
import { argumentSchemas } from './schemas.ts'

type Value<Channel extends RequestChannel> =
  Awaited<ReturnType<Requests[Channel]>> extends Result<infer T> ? T : never

/** What main does for a channel: returns the value, throws a `Failure`. */
export type Handler<Channel extends RequestChannel> = (
  ...args: Parameters<Requests[Channel]>
) => Promise<Value<Channel>> | Value<Channel>

/** One handler for each channel of the contract: the compiler names one that is missing. */
export type Handlers = { readonly [Channel in RequestChannel]: Handler<Channel> }

export interface Guard {
  readonly isOurs: (event: IpcMainInvokeEvent) => boolean
  /** Told of a refusal or a defect: the channel's name and a code, nothing of the arguments. */
  readonly report: (what: 'refused' | 'defect', channel: RequestChannel, thrown?: unknown) => void
}

/**
 * The one place where the renderer's calls arrive: the sender is checked, then the arguments, then the handler runs and
 * its outcome becomes a value. What fails a check is rejected without an answer.
 */
export function handleAll(handlers: Handlers, guard: Guard): void {
  for (const channel of Object.keys(handlers) as RequestChannel[]) handle(channel, handlers[channel], guard)
}

function handle<Channel extends RequestChannel>(
  channel: Channel,
  handler: Handler<Channel>,
  { isOurs, report }: Guard,
): void {
  const schema: z.ZodType<Parameters<Requests[Channel]>> = argumentSchemas[channel]
  ipcMain.handle(channel, async (event, ...args: unknown[]): Promise<Result<Value<Channel>>> => {
    const parsed = isOurs(event) && isPlain(args) ? schema.safeParse(args) : undefined
    if (!parsed?.success) {
      report('refused', channel)
      throw new Error('Refused')
    }
    try {
      return { ok: true, value: await handler(...parsed.data) }
    } catch (thrown) {
      if (!(thrown instanceof Failure)) report('defect', channel, thrown)
      return { ok: false, error: errorOf(thrown) }
    }
  })
}

const errorOf = (thrown: unknown): AppError =>
  thrown instanceof Failure ? thrown.error : failure('internal').error
