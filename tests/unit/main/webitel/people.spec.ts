import { describe, expect, it } from 'vitest'
import type { UserId } from '../../../../src/contract/index.ts'
import { createUsersApi } from '../../../../src/main/webitel/people.ts'
import { createWire } from '../../../../src/main/webitel/wire.ts'
import { listen, send } from '../support/server.ts'

async function directory(body: unknown) {
  const plain = (request: Request) => fetch(request)
  const { url, heard } = await listen((response) => send(response, 200, body))
  const users = createUsersApi(
    createWire({ server: url, fetch: plain, fetchOnce: plain, access: () => 'k3y' }),
  )
  const asked = () => new URL(heard[0]?.url ?? '', url)
  return { users, asked }
}

describe('the directory', () => {
  it('asks for names only, in an order that holds from page to page', async () => {
    const { users, asked } = await directory({})
    expect(await users.list({ search: '', page: 2, size: 25 })).toEqual({ items: [], next: false })
    expect(asked().pathname).toBe('/api/users')
    expect([...asked().searchParams]).toEqual([
      ['fields', 'id'],
      ['fields', 'name'],
      ['fields', 'username'],
      ['fields', 'extension'],
      ['sort', '+name'],
      ['sort', '+id'],
      ['page', '2'],
      ['size', '25'],
    ])
  })

  it('finds what is typed anywhere in a name', async () => {
    const { users, asked } = await directory({})
    await users.list({ search: ' olena ', page: 1, size: 10 })
    expect(asked().searchParams.get('q')).toBe('*olena*')
  })

  it('reads people whose fields are left out, and ids that no double could hold', async () => {
    const { users } = await directory({ items: [{ id: '9007199254740993' }], next: true })
    expect(await users.list({ search: '', page: 1, size: 1 })).toEqual({
      items: [{ id: '9007199254740993', name: '', username: '', extension: '' }],
      next: true,
    })
  })

  it('takes the order of a server that refuses to sort', async () => {
    const plain = (request: Request) => fetch(request)
    const { url, heard } = await listen((response, { url: asked }) =>
      asked.includes('sort=')
        ? send(response, 400, { id: 'app.bad', code: 400, detail: 'sort', status: 'Bad Request' })
        : send(response, 200, { items: [{ id: '7', name: 'Olena' }] }),
    )
    const users = createUsersApi(
      createWire({ server: url, fetch: plain, fetchOnce: plain, access: () => 'k3y' }),
    )
    const { items } = await users.list({ search: '', page: 1, size: 25 })
    expect(items.map(({ name }) => name)).toEqual(['Olena'])
    expect(heard).toHaveLength(2)
  })

  it('hands nothing on that it was not asked for', async () => {
    const { users, asked } = await directory({ id: '7', name: 'Olena', password: 'x', token: 'y' })
    expect(await users.read('7' as UserId)).toEqual({ id: '7', name: 'Olena', username: '', extension: '' })
    expect(asked().pathname).toBe('/api/users/7')
  })

  it.each([{ name: 'no id' }, { id: 'seven' }, { id: 2 ** 60 }])('leaves out and counts %j', async (odd) => {
    const { users } = await directory({ items: [odd, { id: '7' }] })
    const { items, unreadable } = await users.list({ search: '', page: 1, size: 1 })
    expect([items.map(({ id }) => id), unreadable]).toEqual([['7'], 1])
  })

  it('takes an id that a gateway wrote as a number', async () => {
    const { users } = await directory({ items: [{ id: 7 }] })
    expect(await users.list({ search: '', page: 1, size: 1 })).toMatchObject({ items: [{ id: '7' }] })
  })

  it('sends only literal text, reads all that is found and filters it', async () => {
    const people = ['sure_thing', 'sureXthing', 'a sure_thing b'].map((name, at) => ({
      id: String(at),
      name,
    }))
    const { users, asked } = await directory({ items: people })
    const page = await users.list({ search: 'sure_thing', page: 1, size: 1 })
    expect(asked().searchParams.get('q')).toBe('*sure*thing*')
    expect([page.items.map(({ name }) => name), page.next]).toEqual([['sure_thing'], true])
    const second = await users.list({ search: 'sure_thing', page: 2, size: 1 })
    expect([second.items.map(({ name }) => name), second.next]).toEqual([['a sure_thing b'], false])
  })
})
