import { z } from 'zod'
import { badRequest } from '../errors.ts'
import type { Switches } from '../switches.ts'

const SCHEMA = z.strictObject({
  sort: z.exactOptional(z.enum(['honoured', 'ignored', 'refused'])),
  equalKeysWander: z.exactOptional(z.boolean()),
  firstSortKeyOnly: z.exactOptional(z.boolean()),
  /** `null`: no cap, since JSON has no `undefined`. */
  pageSizeCap: z.exactOptional(z.union([z.int().min(1), z.literal(null).transform(() => undefined)])),
  sqlWildcardsLeak: z.exactOptional(z.boolean()),
  questionMarkIsLiteral: z.exactOptional(z.boolean()),
  enable: z.exactOptional(z.enum(['as-sent', 'absent-is-false', 'false-is-absent'])),
  secretInLists: z.exactOptional(z.boolean()),
  authPageTellsKey: z.exactOptional(z.boolean()),
  storedNames: z.exactOptional(z.enum(['as-sent', 'cut', 'nfc', 'trimmed'])),
  emptyPatchWipesUsage: z.exactOptional(z.boolean()),
})

/** Switches as they come over HTTP; status 400 says what is wrong with them. */
export function parseSwitches(input: unknown): Partial<Switches> {
  const parsed = SCHEMA.safeParse(input)
  if (parsed.success) return parsed.data
  throw badRequest(z.prettifyError(parsed.error))
}
