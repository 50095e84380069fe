import { z } from 'zod'
import { badRequest } from '../errors.ts'
import { ROUTE_NAMES } from '../routes/names.ts'
import type { Fault } from './kinds.ts'

const wholeNumber = z.int().min(0)
const status = z.int().min(200).max(599)
const common = {
  route: z.enum(['*', ...ROUTE_NAMES]),
  /** JSON has no Infinity. */
  times: z.exactOptional(z.union([z.int().min(1), z.literal('forever').transform(() => Infinity)])),
  every: z.exactOptional(z.int().min(1)),
}
const flaw = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.strictObject({ kind: z.literal(kind), ...common, ...shape })

const SCHEMA: z.ZodType<Fault> = z.discriminatedUnion('kind', [
  flaw('latency', { ms: wholeNumber }),
  flaw('twice', {}),
  flaw('twin', { usage: z.exactOptional(z.string()) }),
  flaw('refuse-stream', { code: z.enum(['refused', 'http-1.1-required']) }),
  flaw('status', {
    status,
    body: z.enum(['json', 'html', 'none']),
    id: z.exactOptional(z.string()),
    detail: z.exactOptional(z.string()),
    after: z.exactOptional(z.boolean()),
  }),
  flaw('429', {
    retryAfter: z.exactOptional(z.union([wholeNumber, z.literal('date')])),
    seconds: z.exactOptional(wholeNumber),
  }),
  flaw('drop', { when: z.enum(['before', 'after', 'headers', 'body']) }),
  flaw('cut-body', {}),
  flaw('mistyped-body', { as: z.exactOptional(z.enum(['fields', 'list', 'text', 'null'])) }),
  flaw('empty-body', {}),
  flaw('no-content', {}),
  flaw('odd-field', { field: z.string().min(1), value: z.unknown(), row: z.exactOptional(wholeNumber) }),
  flaw('null-fields', {}),
  flaw('byte-order-mark', {}),
  flaw('secretless-body', {}),
  flaw('content-type', { type: z.string(), body: z.exactOptional(z.enum(['same', 'html'])) }),
  flaw('hang', { when: z.enum(['before', 'after', 'body']) }),
  flaw('redirect', { to: z.string(), status: z.exactOptional(status) }),
  flaw('oversize', { bytes: wholeNumber }),
  flaw('late-work', { status, afterMs: wholeNumber }),
  flaw('expire-sessions', {}),
])

/** A fault as it comes over HTTP; status 400 says what is wrong with it. */
export function parseFault(input: unknown): Fault {
  const parsed = SCHEMA.safeParse(input)
  if (parsed.success) return parsed.data
  throw badRequest(z.prettifyError(parsed.error))
}
