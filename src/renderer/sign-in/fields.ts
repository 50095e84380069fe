export interface Typed {
  readonly server: string
  readonly login: string
  readonly password: string
}

export interface TypedAnew {
  readonly password: string
  readonly repeated: string
}

export type Fault =
  | 'server-missing'
  | 'login-missing'
  | 'login-form'
  | 'password-missing'
  | 'code-missing'
  | 'new-password-missing'
  | 'repeat-differs'
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

/** The rules are the server's; what it is told must be what was meant. */
export function faultsOfNew({
  password,
  repeated,
}: TypedAnew): Readonly<Partial<Record<keyof TypedAnew, Fault>>> {
  if (password === '') return { password: 'new-password-missing' }
  return password === repeated ? {} : { repeated: 'repeat-differs' }
}

/** `user@domain`: exactly one `@`, something on both sides. */
export const isLogin = (name: string): boolean => /^[^@\s]+@[^@\s]+$/.test(name)
