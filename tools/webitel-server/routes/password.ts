import { ApiError, badRequest } from '../errors.ts'
import type { FastifyInstance } from 'fastify'
import { requiredText } from '../input.ts'
import type { UserRow } from '../store/rows.ts'
import type { WireObject } from '../wire.ts'
import type { Context } from './context.ts'

const RULES: readonly {
  readonly broken: (password: string, user: UserRow) => boolean
  readonly says: string
}[] = [
  { broken: (password) => [...password].length < 8, says: 'at least 8 characters' },
  { broken: (password) => !/\p{Lu}/u.test(password), says: 'an upper-case letter' },
  { broken: (password) => !/\p{Ll}/u.test(password), says: 'a lower-case letter' },
  { broken: (password) => !/\d/.test(password), says: 'a digit' },
  {
    broken: (password, user) => password.toLowerCase().includes(user.username.toLowerCase()),
    says: 'no part that is the login',
  },
]

/** `PUT /users/password`: nobody is signed in, the old password is the right to it. */
export function passwordRoutes(app: FastifyInstance, context: Context): void {
  app.put('/users/password', { config: { name: 'password' } }, (request): WireObject => {
    const { body } = request
    const login = `${requiredText(body, 'username')}@${requiredText(body, 'domain')}`
    const user = context.store.users.byLogin(login)
    if (user === undefined || user.password !== requiredText(body, 'old_password'))
      throw new ApiError(401, 'app.password.denied', 'Invalid username or old password')
    const password = requiredText(body, 'user_password')
    requireFit(user, password, requiredText(body, 'confirm_password'))
    context.store.users.setPassword(user.id, password, 'valid')
    return {}
  })
}

/** Refuses with every broken rule in `detail`: people are shown it. */
function requireFit(user: UserRow, password: string, confirmation: string): void {
  if (password !== confirmation) throw badRequest('The new password and its confirmation differ')
  if (password === user.password) throw badRequest('The new password must differ from the old one')
  const broken = RULES.filter((rule) => rule.broken(password, user)).map((rule) => rule.says)
  if (broken.length === 0) return
  throw new ApiError(400, 'app.password.weak', `The new password must have ${broken.join(', ')}`)
}
