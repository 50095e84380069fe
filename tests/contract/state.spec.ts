import { expect, test } from 'vitest'
import { as, call, freshServer } from './support/server.ts'

test('what somebody else changes around the API is in its answers, with who did it', async () => {
  const server = await freshServer()
  const { userId } = server.login('admin')
  const { id } = server.state.insertToken(userId, 'before')
  server.state.changeToken(id, { usage: 'after', enable: false }, server.login('self').userId)
  const { body } = await call(server, `/users/${userId}/tokens/${id}`, await as(server, 'admin'))
  expect(body).toMatchObject({
    usage: 'after',
    updated_by: { name: 'Ivan Petrenko' },
    deleted_by: { name: 'Ivan Petrenko' },
  })
})

test('a deleted user is gone, with their tokens and sessions', async () => {
  const server = await freshServer()
  const { userId } = server.login('page')
  const theirs = await as(server, 'page')
  server.state.deleteUser(userId)
  const access = await as(server, 'admin')
  expect((await call(server, `/users/${userId}`, access)).status).toBe(404)
  expect((await call(server, `/users/${userId}/tokens`, access)).status).toBe(404)
  expect((await call(server, '/userinfo', theirs)).status).toBe(401)
  expect(server.state.tokensOf(userId)).toEqual([])
})
