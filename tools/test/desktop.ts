import { hasDisplay, startDisplay } from '../linux/display.ts'

/** Runs something with a display: the one that is there, else one that nobody sees. */
export async function onDesktop<T>(run: (env: Readonly<Record<string, string>>) => Promise<T>): Promise<T> {
  if (hasDisplay()) return await run({})
  const display = await startDisplay()
  try {
    return await run({ DISPLAY: display.name })
  } finally {
    await display.stop()
  }
}
