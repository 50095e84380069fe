import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { succeedsWhileMoving } from '../../../../tools/electron/official.ts'

const program = (code: string) => spawn(process.execPath, ['-e', code], { stdio: 'ignore' })
const FOR_EVER = 'setInterval(() => {}, 1000)'
const counter = () => {
  let count = 0
  return () => (count += 1)
}

test('a download that stands still is ended', async () => {
  const child = program(FOR_EVER)
  expect(await succeedsWhileMoving(child, () => 7, 50)).toBe(false)
  expect(child.signalCode).toBe('SIGKILL')
})

test('a download that moves may take its time', async () => {
  const child = program('setTimeout(() => {}, 300)')
  expect(await succeedsWhileMoving(child, counter(), 50)).toBe(true)
})

test('a download that fails, or is ended by another, has failed', async () => {
  expect(await succeedsWhileMoving(program('process.exit(1)'), counter(), 60_000)).toBe(false)
  const child = program(FOR_EVER)
  await once(child, 'spawn')
  const result = succeedsWhileMoving(child, counter(), 60_000)
  child.kill('SIGTERM')
  expect(await result).toBe(false)
})
