import type { Page } from '@playwright/test'
import type { UserId } from '../../src/contract/index.ts'
import type { WebitelServer } from '../../tools/webitel-server/index.ts'
import { expect, test } from './support/fixtures.ts'
import { requestsOf } from './support/registry.ts'
import { shownProfile } from './support/sessions.ts'
import { trust } from './support/trust.ts'

/**
 * The create trap: Chromium sends a POST again by itself when a *reused* connection closes before an answer came. Over
 * both protocols one lost answer must leave exactly one token.
 *
 * Seen with the guard taken out (`fetchOnce` = `fetch` in src/main/network/electron-fetch.ts): two tokens.
 */
const held = (server: WebitelServer, usage: string): number =>
  server.state.tokensOf(server.login('admin').userId).filter((token) => token.usage === usage).length

/** Answers that keep the connections open, so that there is one to be reused. */
async function create(page: Page, server: WebitelServer, usage: string, ticket: number) {
  const { userId, name } = server.login('admin')
  const request = { owner: { id: userId as UserId, name }, usage }
  return await page.evaluate(async (args) => await window.webitel.request['tokens:create'](...args), [
    await shownProfile(page),
    request,
    ticket,
  ] as const)
}

/** Told and dealt with: the next create is not held up by it. */
const settleLost = async (page: Page): Promise<void> =>
  page.evaluate(
    async (profile) => {
      const { request } = window.webitel
      const open = await request['lost:current'](profile)
      if (open.ok && open.value) await request['lost:settle'](profile, open.value.id)
    },
    await shownProfile(page),
  )

const MOMENTS = ['before', 'after', 'headers', 'body'] as const

for (const [protocol, options] of [
  ['HTTP/1.1', {}],
  ['HTTP/2', { tls: true, http2: true }],
] as const) {
  test.describe(protocol, () => {
    test.use({ serverOptions: options })

    test('an answer lost, at whatever moment, makes no second token', async ({ start, server, folder }) => {
      if (server.certificate) trust(folder, server.certificate)
      const { app, person, page } = await start({ env: { HOME: folder } })
      // Over HTTP/3 a request is sent again without a reused connection.
      expect(await app.evaluate((electron) => electron.app.commandLine.hasSwitch('disable-quic'))).toBe(true)
      const { login, password, name } = server.login('admin')
      await person.signIn(server.url, login, password)
      await expect(person.heading(name)).toBeVisible()
      for (const [at, when] of MOMENTS.entries())
        await test.step(`lost: ${when}`, async () => {
          server.clearRequests()
          // A first one, whose connection could be reused.
          await create(page, server, `first, ${when}`, 9001 + 2 * at)
          server.faults.add({ route: 'tokens.create', kind: 'drop', when })

          const outcome = await create(page, server, `second, ${when}`, 9002 + 2 * at)

          expect(held(server, `first, ${when}`)).toBe(1)
          expect(held(server, `second, ${when}`)).toBe(when === 'before' ? 0 : 1)
          const found = when === 'before' ? 'none' : 'made'
          expect(outcome).toMatchObject({
            ok: true,
            value: { kind: 'answer-lost', lost: { finding: { kind: found } } },
          })
          const posts = requestsOf(server, 'tokens.create')
          expect(posts).toHaveLength(2)
          expect(posts[0]?.httpVersion).toBe(protocol === 'HTTP/2' ? '2.0' : '1.1')
          await settleLost(page)
        })
    })
  })
}
