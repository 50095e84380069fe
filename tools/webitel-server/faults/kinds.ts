import type { RouteName } from '../routes/names.ts'

/** What an answer made up by a proxy looks like. */
export type BodyForm = 'json' | 'html' | 'none'

export type FaultKind =
  /** Waits first; joins with whatever other fault is due. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** Does the work twice and sends the second response. Is combined with other faults. */
  | { readonly kind: 'twice' }
  /**
   * Just before the work, another client of the same login creates a token for the same user: with the same
   * name, or with `usage` as its name. Is combined with other faults.
   */
  | { readonly kind: 'twin'; readonly usage?: string }
  /**
   * A gateway that forwards an HTTP/2 request and then refuses its stream: the work is done, and the stream
   * is reset with REFUSED_STREAM or HTTP_1_1_REQUIRED, after which a client may retry the request. Over
   * HTTP/1.1, the connection is cut instead.
   */
  | { readonly kind: 'refuse-stream'; readonly code: 'refused' | 'http-1.1-required' }
  /** Another answer; the work is not done, unless `after`. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly body: BodyForm
      readonly id?: string
      readonly detail?: string
      readonly after?: boolean
    }
  /** Too many requests. `date`: `Retry-After` as a date, `seconds` (2) from now; absent: no such header. */
  | { readonly kind: '429'; readonly retryAfter?: number | 'date'; readonly seconds?: number }
  /**
   * The connection is cut: before the work, after it, after half of the answer's headers, or after half of
   * its body (whose length was announced: a network error).
   */
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' | 'headers' | 'body' }
  /** A whole answer to HTTP, whose JSON ends in the middle. */
  | { readonly kind: 'cut-body' }
  /** JSON of the wrong types: in its fields, or altogether. */
  | { readonly kind: 'mistyped-body'; readonly as?: 'fields' | 'list' | 'text' | 'null' }
  | { readonly kind: 'empty-body' }
  /** Success with status 204, without a body. */
  | { readonly kind: 'no-content' }
  /**
   * Replaces the value of a field, named by its path (`created_by.id`): in the response and in all of its
   * rows, or in one row, counted from 0.
   */
  | { readonly kind: 'odd-field'; readonly field: string; readonly value: unknown; readonly row?: number }
  /** Adds `null` for every omitted field. */
  | { readonly kind: 'null-fields' }
  | { readonly kind: 'byte-order-mark' }
  /** The correct response to a create, without the secret. */
  | { readonly kind: 'secretless-body' }
  /** Another content type over the right body, or over an HTML page. */
  | { readonly kind: 'content-type'; readonly type: string; readonly body?: 'same' | 'html' }
  /** Never answers: before the work, after it, or having sent half of the body. */
  | { readonly kind: 'hang'; readonly when: 'before' | 'after' | 'body' }
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: number }
  /** The right answer, blown up to this many bytes at least. */
  | { readonly kind: 'oversize'; readonly bytes: number }
  /** A gateway that gave up too early: answers at once, and the work is done later. */
  | { readonly kind: 'late-work'; readonly status: number; readonly afterMs: number }
  /** Every session has expired just now. */
  | { readonly kind: 'expire-sessions' }

/** A fault and when it comes. */
export type Fault = FaultKind & {
  readonly route: RouteName | '*'
  /** How many times it comes; once, or with `every` without end. */
  readonly times?: number
  /** Only at every n-th request of that route, counted from when it was added. */
  readonly every?: number
}
