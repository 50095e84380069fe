import type { Ticket } from '../../contract/index.ts'

export interface Tickets {
  /** Runs what can be cancelled by its ticket while it is under way. */
  readonly run: <T>(ticket: Ticket, work: (signal: AbortSignal) => Promise<T>) => Promise<T>
  readonly cancel: (ticket: Ticket) => void
}

export function createTickets(): Tickets {
  const underWay = new Map<Ticket, AbortController>()
  return {
    async run(ticket, work) {
      const controller = new AbortController()
      underWay.set(ticket, controller)
      try {
        return await work(controller.signal)
      } finally {
        if (underWay.get(ticket) === controller) underWay.delete(ticket)
      }
    },
    cancel: (ticket) => underWay.get(ticket)?.abort(),
  }
}
