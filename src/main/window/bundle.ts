import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { ORIGIN } from './scheme.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** What stands in `index.html` where the nonce of this load belongs. */
const NONCE_PLACE = '__CSP_NONCE__'

/**
 * No network, no inline script or style, no frame, no form. Naive UI makes `<style>` elements at run time: they carry
 * a nonce that is new with each load.
 */
export const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "require-trusted-types-for 'script'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** Serves the files of the bundle, and nothing outside it. */
export function createBundle(folder: string): (request: Request) => Promise<Response> {
  return async (request) => {
    const path = pathWithin(folder, request)
    if (path === undefined) return new Response(null, { status: 404 })
    try {
      return page(path, await readFile(path))
    } catch {
      return new Response(null, { status: 404 })
    }
  }
}

/** @returns nothing for another origin, another method, an unknown type, or a way out of the folder */
function pathWithin(folder: string, { url, method }: Request): string | undefined {
  const { origin, host, protocol, pathname } = new URL(url)
  // Node gives `null` as the origin of a scheme that it does not know.
  if (method !== 'GET' || (origin !== ORIGIN && `${protocol}//${host}` !== ORIGIN)) return undefined
  const decoded = decode(pathname)
  if (decoded === undefined || decoded.includes('\0')) return undefined
  const path = normalize(join(folder, decoded))
  return path.startsWith(folder + sep) && TYPES[extname(path)] ? path : undefined
}

function decode(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined
  }
}

function page(path: string, content: Buffer): Response {
  const type = TYPES[extname(path)] ?? ''
  const headers = { 'content-type': type, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' }
  if (!type.startsWith('text/html')) return new Response(new Uint8Array(content), { headers })
  const nonce = randomBytes(16).toString('base64')
  return new Response(content.toString('utf8').replaceAll(NONCE_PLACE, nonce), {
    headers: { ...headers, 'content-security-policy': contentSecurityPolicy(nonce) },
  })
}
