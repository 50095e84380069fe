import { describe, expect, it } from 'vitest'
import { proposeFileName } from '../../../../src/main/reveal/file-name.ts'

describe('proposeFileName', () => {
  it.each([
    ['CRM integration', 'CRM integration.txt'],
    ['', 'token.txt'],
    ['   ', 'token.txt'],
    ['../../etc/passwd', 'etc passwd.txt'],
    ['a<b>c:d"e/f\\g|h?i*j', 'a b c d e f g h i j.txt'],
    ['...', 'token.txt'],
    ['trailing. . ', 'trailing.txt'],
    ['line\nbreak\tand\u0000more', 'linebreakandmore.txt'],
    ['\u202Egnp.exe', 'gnp.exe.txt'],
    ['Звіти відділу якості', 'Звіти відділу якості.txt'],
    ['ключ 🔑', 'ключ 🔑.txt'],
    ['CON', '_CON.txt'],
    ['con.txt', '_con.txt.txt'],
    ['LPT1', '_LPT1.txt'],
    ['COM¹', '_COM¹.txt'],
    ['console', 'console.txt'],
  ])('makes of %j the name %j', (usage, name) => {
    expect(proposeFileName(usage)).toBe(name)
  })

  it('leaves room for the folder, without cutting a character in two', () => {
    const name = proposeFileName('🔑'.repeat(5000))
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(124)
    expect(name.isWellFormed()).toBe(true)
  })

  it.each([
    'CON',
    'PRN',
    'AUX',
    'NUL',
    'COM0',
    'COM9',
    'LPT9',
    'CONIN$',
    'CONOUT$',
    'nul.tar.gz',
    'aux .txt',
  ])('does not give a file the name of the device %j', (usage) => {
    expect(proposeFileName(usage)).toMatch(/^_/)
  })

  it('is a name on every system, whatever the token is called', () => {
    const parts = [
      '.',
      ' ',
      '/',
      '\\',
      ':',
      '*',
      '\u202e',
      '\u200b',
      '\ud800',
      '🔑',
      'é',
      'e\u0301',
      'CON',
      'a',
      '\n',
      '%00',
    ]
    for (let round = 0; round < 3000; round += 1) {
      const usage = Array.from(
        { length: 1 + (round % 7) },
        (_, place) => parts[(round * 7 + place * round) % parts.length],
      ).join('')
      const name = proposeFileName(usage)
      expect(name).toMatch(
        /^[^<>:"/\\|?*\p{Cc}\p{Cs}\u202a-\u202e. ][^<>:"/\\|?*\p{Cc}\p{Cs}\u202a-\u202e]*\.txt$/u,
      )
      expect(name).not.toMatch(/[ .]\.txt$/)
      expect(name).not.toMatch(/^(con|prn|aux|nul)\./i)
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(125)
    }
  })
})
