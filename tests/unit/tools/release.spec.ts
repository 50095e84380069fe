import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

interface Manifest {
  readonly devDependencies: { readonly electron: string }
}
interface Lock {
  readonly packages: Readonly<Record<string, { readonly version: string }>>
}

describe('what is handed to people', () => {
  it('is packed with the official Electron of the lock file alone', () => {
    const { electron } = (JSON.parse(text('package.json')) as Manifest).devDependencies
    const { packages } = JSON.parse(text('package-lock.json')) as Lock
    expect(electron).toMatch(/^\d+\.\d+\.\d+$/)
    expect(packages['node_modules/electron']?.version).toBe(electron)

    const steps = [...text('.github/workflows/release.yml').matchAll(/^ +(?:- )?run: (.+)$/gm)].map(
      ([, run]) => run,
    )
    const at = (part: string) => steps.findIndex((step) => step?.includes(part))
    expect(at('tools/package/require-official.ts')).toBeGreaterThan(-1)
    expect(at('electron-builder')).toBeGreaterThan(at('tools/package/require-official.ts'))
    // Nothing there names another one.
    for (const file of ['electron-builder.yml', 'electron-builder.linux.yml'])
      expect(text(file)).not.toMatch(/electron(Version|Dist|Download)/)
  })

  it('is of no Electron that its makers have left behind', () => {
    const { electron } = (JSON.parse(text('package.json')) as Manifest).devDependencies
    // The fallback of development and tests is; see docs/adr/0001.
    expect(Number(electron.split('.')[0])).toBeGreaterThanOrEqual(45)
  })
})
