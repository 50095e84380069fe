import { describe, expect, it } from 'vitest'
import {
  libraryLack,
  missingLibraries,
  notCached,
  programLack,
  sentenceOf,
} from '../../../../tools/linux/lacks.ts'

const LDD = `	linux-vdso.so.1 (0x00007ffd1a5f2000)
	libffmpeg.so => /opt/electron/libffmpeg.so (0x00007f0000000000)
	libglib-2.0.so.0 => not found
	libnss3.so => not found
	/lib64/ld-linux-x86-64.so.2 (0x00007f0000000000)
`

describe('what a Linux lacks', () => {
  it('are the libraries that ldd did not find', () => {
    expect(missingLibraries(LDD)).toEqual(['libglib-2.0.so.0', 'libnss3.so'])
  })

  it('are the libraries that Chromium loads later and the linker does not know', () => {
    expect(notCached('\tlibX11.so.6 (libc6,x86-64) => /usr/lib/libX11.so.6\n')).toEqual(['libX11-xcb.so.1'])
    expect(notCached('\tlibX11-xcb.so.1 (libc6,x86-64) => /usr/lib/libX11-xcb.so.1\n')).toEqual([])
  })

  it('are no libraries of which nothing is known', () => {
    expect(notCached('')).toEqual([])
  })

  it.runIf(process.platform === 'linux')('is no library for a program that runs', () => {
    expect(libraryLack(process.execPath)).toBeUndefined()
  })

  it.runIf(process.platform === 'linux')('are the programs that are nowhere along the path', () => {
    expect(programLack(['sh', 'no-such-program'])).toEqual({
      what: 'no-such-program',
      packages: ['no-such-program'],
    })
    expect(programLack(['sh'])).toBeUndefined()
  })

  it('is told in one sentence, with one command for all of it', () => {
    const lacks = [
      { what: 'Xvfb, dbus-daemon', packages: ['xvfb', 'dbus'] },
      { what: 'dbus-send', packages: ['dbus'] },
    ]
    expect(sentenceOf(lacks, 'No display')).toMatch(
      /^No display: missing Xvfb, dbus-daemon and dbus-send; .*\bxvfb,? dbus\)?$/,
    )
  })
})
