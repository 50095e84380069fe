import { vi } from 'vitest'
import { HANG_MS } from '../../tools/limits.ts'

const { waitFor, waitUntil } = vi

const patient = (options?: Parameters<typeof waitFor>[1]) =>
  typeof options === 'number' ? options : { timeout: HANG_MS, ...options }

/** Vitest has a setting for the limit of `expect.poll`, but none for these two, which give up after a second. */
vi.waitFor = (callback, options) => waitFor(callback, patient(options))
vi.waitUntil = (callback, options) => waitUntil(callback, patient(options))
