import { afterEach, expect, test } from 'vitest'
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../../tools/webitel-server/cli.ts', import.meta.url))
const running = new Set<ChildProcessWithoutNullStreams>()
afterEach(() => {
  running.forEach((child) => child.kill('SIGKILL'))
  running.clear()
})

interface Started {
  readonly child: ChildProcessWithoutNullStreams
  readonly url: string
  readonly logins: readonly { readonly role: string; readonly login: string; readonly password: string }[]
}

function run(...args: string[]): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [CLI, ...args])
  running.add(child)
  return child
}

async function start(...args: string[]): Promise<Started> {
  const child = run('--users', '0', '--tokens', '0', ...args)
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, ...(JSON.parse(line.toString()) as Omit<Started, 'child'>) }
}

async function stop(child: ChildProcessWithoutNullStreams, signal: NodeJS.Signals): Promise<number | null> {
  child.kill(signal)
  const [status] = (await once(child, 'close')) as [number | null]
  return status
}

async function failure(
  ...args: string[]
): Promise<{ readonly said: string; readonly status: number | null }> {
  const child = run(...args)
  const closed = once(child, 'close')
  const said = await text(child.stderr)
  const [status] = (await closed) as [number | null]
  return { said, status }
}

test.for(['SIGINT', 'SIGTERM'] as const)('prints its address and logins, ends by %s', async (signal) => {
  const { child, url, logins } = await start()
  expect((await fetch(`${url}/api/login?domain=cc.example.com`)).status).toBe(300)
  expect(logins).toContainEqual(
    expect.objectContaining({ role: 'admin', login: 'olena@cc.example.com', password: expect.any(String) }),
  )
  expect(await stop(child, signal)).toBe(0)
})

test('says that a port is taken', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const address = taken.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const { said, status } = await failure('--port', String(port))
  expect([status, said.trim().split('\n')]).toEqual([
    1,
    [`webitel-server: port ${port} is taken: choose another with --port, or 0 for any`],
  ])
  taken.close()
})

test.for([
  [['--prot', '1'], /Unknown option '--prot'/],
  [['--users', 'many'], /--users: a whole number/],
  [['extra'], /Unexpected argument 'extra'/],
  [['--http2'], /--http2 needs --tls/],
] as const)('says what is wrong with %o', async ([args, message]) => {
  const { said, status } = await failure(...args)
  expect(status).toBe(2)
  expect(said).toMatch(message)
  expect(said).toContain('Usage: webitel-server')
  expect(said).not.toContain('    at ')
})

test('keeps its data in a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'webitel-server-'))
  const file = join(folder, 'data.db')
  const first = await start('--file', file)
  const admin = first.logins[0]
  const signIn = (url: string, body: object, path = 'login') =>
    fetch(`${url}/api/${path}`, {
      method: path === 'login' ? 'POST' : 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await signIn(
    first.url,
    {
      username: 'olena',
      domain: 'cc.example.com',
      old_password: admin?.password,
      user_password: 'Kept-in-1-file',
      confirm_password: 'Kept-in-1-file',
    },
    'users/password',
  )
  expect(await stop(first.child, 'SIGTERM')).toBe(0)
  const second = await start('--file', file)
  expect(second.logins[0]?.password).toBe('Kept-in-1-file')
  const again = await signIn(second.url, { username: admin?.login, password: 'Kept-in-1-file' })
  expect(again.status).toBe(200)
  await stop(second.child, 'SIGTERM')
  await rm(folder, { recursive: true })
})
