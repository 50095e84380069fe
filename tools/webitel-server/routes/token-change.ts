import type { FastifyRequest } from 'fastify'
import { flag, repeated, textField } from '../input.ts'
import type { Switches } from '../switches.ts'
import type { TokenChange } from '../store/tokens.ts'

/**
 * What a PUT or PATCH asks for. `fields` says which parts of the body count (all when absent). A body
 * without `usage` leaves the name alone, or wipes it: which of these the real server does is unknown.
 */
export function askedChange(request: FastifyRequest, switches: Switches): TokenChange {
  const fields = repeated(request.query, 'fields')
  const counts = fields.length === 0 || fields.includes('usage')
  const sent = textField(request.body, 'usage')
  const usage = counts ? (sent ?? (switches.emptyPatchWipesUsage ? '' : undefined)) : undefined
  const enable = flag(request.query, 'enable')
  return { ...(usage !== undefined && { usage }), ...(enable !== undefined && { enable }) }
}
