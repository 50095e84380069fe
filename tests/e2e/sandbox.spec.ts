import { expect, test } from './support/fixtures.ts'
import { address, continueWith } from './support/providers.ts'
import { processesOf } from './support/sandboxed.ts'
import { signInScreen } from './support/sessions.ts'

test.use({ sandbox: true })

test('each renderer is sandboxed by the kernel: system calls filtered, no new rights, namespaces of its own', async ({
  start,
  program,
  server,
}) => {
  test.skip(process.platform !== 'linux', 'what is looked at is Linux: /proc, seccomp')
  const running = await start()
  await expect(signInScreen(running.person)).toBeVisible()
  // Ours, and that of pages that are not.
  await address(running, server, 'sso')
  await continueWith(running, 'Example ID')

  const processes = await processesOf(program.path)
  const first = processes.find(({ type }) => type === '')
  const renderers = processes.filter(({ type }) => type === 'renderer')
  expect(renderers).toHaveLength(2)
  expect(processes.filter(({ commandLine }) => commandLine.includes('--no-sandbox'))).toEqual([])
  for (const { status, namespaces } of renderers) {
    // 2: only the calls that a filter lets through.
    expect(status).toMatchObject({ Seccomp: '2', NoNewPrivs: '1' })
    expect(Number(`0x${status['CapEff']}`)).toBe(0)
    for (const name of ['user', 'pid', 'net'] as const)
      expect(namespaces[name]).not.toBe(first?.namespaces[name])
  }
  // It would find one that is not.
  expect(first?.status).toMatchObject({ Seccomp: '0', NoNewPrivs: '0' })
})
