import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyOf } from '../../src/main/reveal/forms.ts'
import { startWebitelServer, type WebitelServer } from '../../tools/webitel-server/index.ts'

const run = promisify(execFile)
/** What servers give, and what one may yet give. */
const SECRETS = [
  'k7f3m9x2q8wz4tj6ra5vhb1ncd',
  'with space',
  'a$HOME"`id`',
  String.raw`a\b!c'd`,
  '@file',
  '%20',
]

let server: WebitelServer
beforeAll(async () => void (server = await startWebitelServer({ big: false })))
afterAll(() => server.close())

/** Pasted into a shell. */
const paste = async (secret: string): Promise<unknown> =>
  JSON.parse((await run('sh', ['-c', `${copyOf({ secret, server: server.url }, 'curl')} -s`])).stdout)

describe.skipIf(process.platform === 'win32')('what Copy as curl copies', () => {
  it('asks the server whom the token acts as', async () => {
    const { userId, name } = server.login('admin')
    const { secret } = server.state.insertToken(userId, 'CRM')
    expect(await paste(secret)).toMatchObject({ user_id: userId, name })
  })

  it.each(SECRETS)('sends %j as it is', async (secret) => {
    expect(await paste(secret)).toMatchObject({ code: 401 })
    expect(server.requests.at(-1)?.headers['x-webitel-access']).toBe(secret)
  })
})
