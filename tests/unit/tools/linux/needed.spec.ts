import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DEBIAN, missingFrom, missingPrograms, nameHere } from '../../../../tools/linux/needed.mjs'
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

describe('the programs, on another Linux', () => {
  it('are looked for along the path', async () => {
    const bin = await folder()
    const before = missingPrograms(bin)
    await writeFile(join(bin, 'Xvfb'), '')
    await chmod(join(bin, 'Xvfb'), 0o755)
    expect(before).toContain('Xvfb')
    expect(missingPrograms(`/nowhere:${bin}`)).toEqual(before.filter((name) => name !== 'Xvfb'))
  })
})
