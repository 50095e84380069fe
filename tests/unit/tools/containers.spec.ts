import { describe, expect, it } from 'vitest'
import { icns, ico } from '../../../tools/icons/containers.ts'

const png = (text: string): Buffer => Buffer.from(text)

describe('ico', () => {
  it('finds each picture where its entry says', () => {
    const file = ico([
      { size: 16, png: png('sixteen') },
      { size: 256, png: png('large') },
    ])
    const entry = (index: number) => file.subarray(6 + 16 * index, 22 + 16 * index)
    const picture = (index: number) => {
      const [length, offset] = [entry(index).readUInt32LE(8), entry(index).readUInt32LE(12)]
      return file.subarray(offset, offset + length).toString()
    }
    expect(file.readUInt16LE(4)).toBe(2)
    expect([entry(0)[0], entry(1)[0]]).toEqual([16, 0])
    expect([picture(0), picture(1)]).toEqual(['sixteen', 'large'])
  })
})

describe('icns', () => {
  it('is chunks within a chunk, each as long as it says', () => {
    const file = icns([{ size: 512, png: png('picture') }])
    expect(file.subarray(0, 4).toString()).toBe('icns')
    expect(file.readUInt32BE(4)).toBe(file.length)
    const first = file.subarray(8, 8 + file.readUInt32BE(12))
    expect(first.subarray(0, 4).toString()).toBe('ic09')
    expect(first.subarray(8).toString()).toBe('picture')
    expect(file.includes('ic14')).toBe(true)
  })
})
