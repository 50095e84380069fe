import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  DEBIAN,
  ELECTRON_LIBRARIES,
  howToInstall,
  missingFrom,
  missingPrograms,
  nameHere,
  PROGRAMS,
} from '../../../../tools/linux/needed.mjs'
import { cleaning } from '../cleaning.ts'

const { folder } = cleaning()
const all = DEBIAN.flatMap(({ names }) => names)
const first = (name: string) => name.split('|')[0] ?? name
const last = (name: string) => name.split('|').at(-1) ?? name

describe('the packages of Debian', () => {
  it.each([
    ['older', first],
    ['newer', last],
  ])('are all there by the names of the %s releases', (_, name) => {
    expect(missingFrom(new Set(all.map(name)))).toEqual([])
  })

  it('are told by what they are for, those that are missing alone', () => {
    const present = new Set(all.map(first).filter((name) => name !== 'xclip' && name !== 'libgtk-3-0'))
    expect(missingFrom(present).map(({ names }) => names)).toEqual([['xclip'], ['libgtk-3-0|libgtk-3-0t64']])
  })

  it('are installed by the name that this release knows', () => {
    expect(nameHere('libasound2|libasound2t64', (name) => name.endsWith('t64'))).toBe('libasound2t64')
    expect(nameHere('libasound2|libasound2t64', () => false)).toBe('libasound2')
  })
})

describe('the advice', () => {
  it('is a command where the packages are those of Debian', () => {
    expect(howToInstall(['xvfb', 'libgtk-3-0|libgtk-3-0t64', 'xvfb'], true)).toBe(
      'as root, run: apt-get update && apt-get install -y --no-install-recommends xvfb libgtk-3-0',
    )
  })

  it("names Debian's packages for other systems", () => {
    expect(howToInstall(['xvfb', 'dbus'], false)).toContain('(on Debian the packages are xvfb, dbus)')
  })

  it('installs only what set-up installs', () => {
    for (const name of [...Object.values(PROGRAMS), ...ELECTRON_LIBRARIES]) expect(all).toContain(name)
    expect(ELECTRON_LIBRARIES.length).toBeGreaterThan(5)
  })
})

describe('the programs, on another Linux', () => {
  it('are looked for along the path', async () => {
    const bin = await folder()
    const before = missingPrograms(undefined, bin)
    await writeFile(join(bin, 'Xvfb'), '')
    await chmod(join(bin, 'Xvfb'), 0o755)
    expect(before).toContain('Xvfb')
    expect(missingPrograms(undefined, `/nowhere:${bin}`)).toEqual(before.filter((name) => name !== 'Xvfb'))
  })
})
