/**
 * `npm run pictures`: what the registry can look like, each in light and dark and in three sizes of the window, for the
 * eye of a designer. They lie under `out/pictures/`.
 */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CHECKOUT } from '../driver/launch.ts'
import { build } from '../build.ts'
import { requireElectron } from '../electron/preflight.ts'
import { resolveElectron } from '../electron/resolve.ts'
import { runScript } from '../refusal.ts'
import { STATES } from './states.ts'
import type { Walk } from './steps.ts'
import { onStage } from './walk.ts'

const PICTURES = join(CHECKOUT, 'out/pictures')
const THEMES = ['light', 'dark'] as const
/** The smallest there is, a usual one, a large one. */
const SIZES = [
  { width: 800, height: 560 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const

async function takePictures(walk: Walk): Promise<void> {
  await rm(PICTURES, { recursive: true, force: true })
  await mkdir(PICTURES, { recursive: true })
  for (const [index, { name, take }] of STATES.entries()) {
    await take(walk)
    // To and fro: a menu closes when the window is sized anew, so the first picture is of the size that is there.
    const sizes = index % 2 ? SIZES.toReversed() : SIZES
    for (const size of sizes)
      await pictures(walk, `${String(index + 1).padStart(2, '0')}-${plain(name)}`, size)
    console.log(`  ✓ ${name}`)
  }
}

const plain = (name: string): string => name.toLowerCase().replace(/\W+/g, '-')

async function pictures({ app, page }: Walk, name: string, size: (typeof SIZES)[number]): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height)
  }, size)
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme })
    const path = join(PICTURES, `${name}-${size.width}-${colorScheme}.png`)
    await page.screenshot({ path, animations: 'disabled' })
  }
}

await runScript(async () => {
  requireElectron(resolveElectron(), 'own')
  await build()
  return await onStage(takePictures)
})
