import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** A request as it arrived. */
export interface Heard {
  readonly method: string
  /** Path and query, as sent. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export type Answer = (response: ServerResponse, heard: Heard, count: number) => void

/** A real server on a port of its own, for the length of one test; `count` is from 1. */
export async function listen(answer: Answer): Promise<{ url: string; heard: Heard[] }> {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request
    void text(request).then((body) => {
      heard.push({ method, url, headers, body })
      answer(response, { method, url, headers, body }, heard.length)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard }
}

export const send = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

/** Webitel's own error body. */
export const webitelError = (code: number, detail = 'in its words') => ({
  id: 'app.some.error',
  code,
  detail,
  status: 'Words',
})

/** Answers in turn; the last one serves from then on. */
export const inTurn =
  (...answers: Answer[]): Answer =>
  (response, heard, count) =>
    (answers[count - 1] ?? answers.at(-1))?.(response, heard, count)

export const fine: Answer = (response) => send(response, 200, {})
export const fails =
  (status: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    send(response, status, webitelError(status), headers)
/** The connection ends without an answer. */
export const drops: Answer = (response) => void response.destroy()
/** Never answers. */
export const hangs: Answer = () => undefined
