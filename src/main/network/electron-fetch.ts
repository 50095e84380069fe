import { session } from 'electron'
import { limitRequests, onlyTo } from '../security/targets.ts'
import type { Fetch } from '../webitel/wire.ts'

export interface Transports {
  readonly fetch: Fetch
  /** Never sends a request a second time by itself. */
  readonly fetchOnce: Fetch
}

/**
 * Electron's network stack, for its system proxy and certificates, with nothing of it kept: a partition
 * without `persist:` lives in memory. Left alone, net.fetch writes cookies and answers into the profile
 * folder.
 *
 * Chromium sends a request again by itself, POST too, when a *reused* connection closes before an answer came
 * (net/http/http_network_transaction.cc, ShouldResendRequest): a create whose answer is lost made two tokens.
 * So creates have a session of their own, and each starts on a new connection.
 *
 * @param server origin; requests to any other origin are cancelled. Electron sessions of different servers
 *   share nothing
 */
export function electronTransports(server: string): Transports {
  const common = session.fromPartition(`api:${server}`, { cache: false })
  const creates = session.fromPartition(`creates:${server}`, { cache: false })
  for (const one of [common, creates]) limitRequests(one, onlyTo(server))
  return {
    fetch: (request) => common.fetch(request, { bypassCustomProtocolHandlers: true }),
    async fetchOnce(request) {
      await creates.closeAllConnections()
      return await creates.fetch(request, { bypassCustomProtocolHandlers: true })
    },
  }
}
