export interface Typed {
  readonly server: string
  readonly login: string
  readonly password: string
}

export type Fault = 'server-missing' | 'login-missing' | 'login-form' | 'password-missing'
export type Faults = Readonly<Partial<Record<keyof Typed, Fault>>>

/** What can be told to be wrong before anything is sent. */
export function faultsOf({ server, login, password }: Typed): Faults {
  const name = login.trim()
  return {
    ...(server.trim() === '' ? { server: 'server-missing' } : {}),
    ...(name === '' ? { login: 'login-missing' } : isLogin(name) ? {} : { login: 'login-form' }),
    ...(password === '' ? { password: 'password-missing' } : {}),
  }
}

/** `user@domain`: exactly one `@`, something on both sides. */
const isLogin = (name: string): boolean => /^[^@\s]+@[^@\s]+$/.test(name)
