import { STATUS_CODES } from 'node:http'

/** The body of every refusal: `{id, code, detail, status}`. */
export interface ErrorBody {
  readonly id: string
  readonly code: number
  readonly detail: string
  readonly status: string
}

/** A refusal in Webitel's own form; thrown by whatever finds the request wanting. */
export class ApiError extends Error {
  readonly code: number
  readonly id: string

  constructor(code: number, id: string, detail: string) {
    super(detail)
    this.code = code
    this.id = id
  }
}

/** Makes the body people's clients read `detail` from. */
export function errorBody(code: number, id: string, detail: string): ErrorBody {
  return { id, code, detail, status: STATUS_CODES[code] ?? 'Unknown' }
}

export const badRequest = (detail: string) => new ApiError(400, 'app.request.invalid', detail)
export const forbidden = (detail: string) => new ApiError(403, 'app.context.access.denied', detail)
export const notFound = (id: string, detail: string) => new ApiError(404, id, detail)
export const unauthorized = () =>
  new ApiError(401, 'app.context.unauthorized', 'Unauthorized: access token required or invalid')
export const sessionExpired = () =>
  new ApiError(401, 'app.context.access.expired', 'Unauthorized: access token expired')
