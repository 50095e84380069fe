import { z } from 'zod'
import type { SecretUse } from '../../contract/index.ts'

const done = z.literal(true).optional().catch(undefined)

/** How the user has used a secret, as stored on disk. */
export const secretUse = z
  .object({ shown: done, copied: done, saved: done })
  .transform(({ shown, copied, saved }): SecretUse => ({
    ...(shown ? { shown } : {}),
    ...(copied ? { copied } : {}),
    ...(saved ? { saved } : {}),
  }))
