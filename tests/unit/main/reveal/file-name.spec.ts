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
})
