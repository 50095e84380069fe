/** The names that faults and the record of requests know routes by. */
export const ROUTE_NAMES = [
  'login.domain',
  'login',
  'login.2fa',
  'password',
  'sso',
  'userinfo',
  'logout',
  'users.list',
  'users.read',
  'tokens.list',
  'tokens.create',
  'tokens.read',
  'tokens.update',
  'tokens.delete',
  'admin-page',
] as const

export type RouteName = (typeof ROUTE_NAMES)[number]

declare module 'fastify' {
  interface FastifyContextConfig {
    name?: RouteName
  }
}
