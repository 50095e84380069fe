import type { FastifyRequest } from 'fastify'
import { flag, repeated, textField } from '../input.ts'
import type { Switches } from '../switches.ts'
import type { TokenChange } from '../store/tokens.ts'
import { storedName } from './stored-name.ts'

/**
 * What a PUT or PATCH asks for. `fields` says which parts of the body count (all when absent). A body without
 * `usage` leaves the name unchanged or clears it. It is unknown which of these the real server does, and how
 * it handles a missing `enable`.
 */
export function askedChange(request: FastifyRequest, switches: Switches): TokenChange {
  const fields = repeated(request.query, 'fields')
  const counts = fields.length === 0 || fields.includes('usage')
  const sent = textField(request.body, 'usage')
  const name = counts ? (sent ?? (switches.emptyPatchWipesUsage ? '' : undefined)) : undefined
  const usage = name === undefined ? undefined : storedName(name, switches)
  const enable = takenAs(flag(request.query, 'enable'), switches)
  return { ...(usage !== undefined && { usage }), ...(enable !== undefined && { enable }) }
}

function takenAs(enable: boolean | undefined, switches: Switches): boolean | undefined {
  if (switches.enable === 'absent-is-false') return enable ?? false
  return switches.enable === 'false-is-absent' ? enable || undefined : enable
}
