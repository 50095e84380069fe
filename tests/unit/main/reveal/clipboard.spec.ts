import { describe, expect, it } from 'vitest'
import { copyText } from '../../../../src/main/reveal/clipboard.ts'

describe('copyText', () => {
  it('is done when the text can be read back, whether the clipboard answers at once or later', async () => {
    let held = ''
    const write = (text: string) => void (held = text)
    await copyText({ writeText: write, readText: () => held }, 'a')
    await copyText({ writeText: async (text) => write(text), readText: async () => held }, 'b')
    expect(held).toBe('b')
  })

  it('calls nothing copied that did not arrive', async () => {
    const deaf = { writeText: () => undefined, readText: () => 'something else' }
    await expect(copyText(deaf, 'a')).rejects.toThrow('clipboard')
    const broken = {
      writeText: () => {
        throw new Error('no display')
      },
      readText: () => 'a',
    }
    await expect(copyText(broken, 'a')).rejects.toThrow('clipboard')
  })
})
