import { expect, it, vi } from 'vitest'
import { createCommands } from '../../../../src/renderer/app/commands.ts'

it('runs what was last said for a command, and what was said before when that ends', () => {
  const commands = createCommands(() => false)
  const shell = vi.fn<() => void>()
  const screen = vi.fn<() => void>()
  commands.on('refresh', shell)
  const end = commands.on('refresh', screen)
  commands.run('refresh')
  end()
  commands.run('refresh')
  expect([screen.mock.calls.length, shell.mock.calls.length]).toEqual([1, 1])
})

it('runs nothing behind an open dialog', () => {
  let open = true
  const commands = createCommands(() => open)
  const handler = vi.fn<() => void>()
  commands.on('new-token', handler)
  commands.run('new-token')
  expect(handler).not.toHaveBeenCalled()
  open = false
  commands.run('new-token')
  expect(handler).toHaveBeenCalledOnce()
})

it('ignores a command that means nothing here', () => {
  expect(() => createCommands(() => false).run('search')).not.toThrow()
})
