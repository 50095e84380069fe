import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, realpath, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { describe, expect, it } from 'vitest'
import { plainPath } from '../../../tools/plain-path.ts'
import { cleaning } from './cleaning.ts'

const { folder } = cleaning()

async function folderNamed(name: string): Promise<string> {
  const path = join(await folder(), name)
  await mkdir(path)
  return path
}

describe('the path that Vite works in', () => {
  it.each(['plain', 'two words', 'мої дані'])('is the folder itself: %s', async (name) => {
    const path = await folderNamed(name)
    expect(plainPath(path)).toBe(path)
  })

  // Windows has no `?` in names.
  it.each(process.platform === 'win32' ? ['a #1'] : ['a #1', 'why?'])(
    'is a link to a folder that Vite can not work in: %s',
    async (name) => {
      const path = await folderNamed(name)
      const link = plainPath(path)
      expect(link).not.toMatch(/[?#]/)
      expect(await realpath(link)).toBe(await realpath(path))
    },
  )

  it('lets Vite build styles with files of their own', async () => {
    const path = await folderNamed('мої дані #1')
    const root = plainPath(path)
    await writeFile(join(path, 'index.html'), '<script type="module" src="./index.js"></script>')
    await writeFile(join(path, 'index.js'), "import './style.css'")
    await writeFile(
      join(path, 'style.css'),
      "@font-face { font-family: F; src: url('./font.woff2') } p { font-family: F }",
    )
    await writeFile(join(path, 'font.woff2'), 'f'.repeat(8192))
    await build({ root, configFile: false, logLevel: 'silent', resolve: { preserveSymlinks: true } })
    const assets = readdirSync(join(path, 'dist/assets'))
    const style = assets.find((name) => name.endsWith('.css')) ?? ''
    expect(readFileSync(join(path, 'dist/assets', style), 'utf8')).toMatch(/url\([^)]*font-[\w-]+\.woff2\)/)
  })
})
