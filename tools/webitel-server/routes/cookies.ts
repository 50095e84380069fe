const NAME = 'webitel_session'

/** The cookie that a sign-in through a provider leaves. */
export function setSessionCookie(access: string, secure: boolean): string {
  return `${NAME}=${access}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

/** The session's key from a `Cookie` header. */
export function sessionCookie(header: string | undefined): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([name]) => name === NAME)?.[1]
}
