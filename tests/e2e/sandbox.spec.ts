import { join } from 'node:path'
import { startPackaged } from '../../tools/driver/packaged.ts'
import { personAt } from '../../tools/driver/person.ts'
import { expect, test } from './support/fixtures.ts'
import { processesOf, readableCopy, unprivileged } from './support/sandboxed.ts'
import { signInScreen } from './support/sessions.ts'

const account = unprivileged()

test('each renderer is sandboxed by the kernel: system calls filtered, no new rights, namespaces of its own', async ({
  folder,
}) => {
  if (typeof account === 'string') return test.skip(true, account)
  const [program, app] = await readableCopy(folder, account)
  const home = join(folder, 'home')
  const env = {
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
  }
  const { page, stop } = await startPackaged(
    program,
    [app, `--user-data-dir=${join(home, 'profile')}`],
    env,
    account,
  )
  await expect(signInScreen(personAt(page))).toBeVisible()

  const processes = await processesOf(program)
  await stop()
  const first = processes.find(({ type }) => type === '')
  const renderers = processes.filter(({ type }) => type === 'renderer')
  expect(renderers).toHaveLength(1)
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
