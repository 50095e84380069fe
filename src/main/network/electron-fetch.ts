import { session } from 'electron'
import type { Fetch } from '../webitel/wire.ts'

export interface Transports {
  readonly fetch: Fetch
  /** Never sends a request a second time by itself. */
  readonly fetchOnce: Fetch
}

/**
 * Electron's network stack, for its system proxy and certificates, with nothing of it kept: a partition without
 * `persist:` lives in memory. Left alone, net.fetch writes cookies and answers into the profile folder.
 *
 * Chromium sends a request again by itself, POST too, when a *reused* connection closes before an answer came
 * (net/http/http_network_transaction.cc, ShouldResendRequest): a create whose answer is lost made two tokens. So creates
 * have a session of their own, and each starts on a new connection.
 *
 * @param name one per profile: sessions of different servers share nothing
 */
export function electronTransports(name: string): Transports {
  const common = session.fromPartition(`api:${name}`, { cache: false })
  const creates = session.fromPartition(`creates:${name}`, { cache: false })
  return {
    fetch: (request) => common.fetch(request, { bypassCustomProtocolHandlers: true }),
    async fetchOnce(request) {
      await creates.closeAllConnections()
      return await creates.fetch(request, { bypassCustomProtocolHandlers: true })
    },
  }
}
