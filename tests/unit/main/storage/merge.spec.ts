import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { merge, unreadableIn, without } from '../../../../src/main/storage/merge.ts'
import { tolerantList } from '../../../../src/main/storage/records.ts'

const item = z.object({
  id: z.string().min(1),
  size: z.number(),
  name: z.string().optional().catch(undefined),
  own: z.object({ rows: z.number().optional().catch(undefined) }).catch({}),
})
const list = tolerantList(item)

/** Reads a file, changes what was read, and tells what the file then holds. */
function changed(raw: unknown, change: (read: z.output<typeof list>) => z.output<typeof list>): unknown {
  const read = list.parse(raw)
  return merge(raw, read, change(read))
}

describe('a file that is written', () => {
  it('keeps items that this version can not read', () => {
    const newer = { id: 'b', size: { width: 1 } }
    const raw = [newer, { id: 'a', size: 1 }, null, 'x']
    expect(changed(raw, (read) => [{ id: 'c', size: 3, own: {} }, ...read])).toEqual([
      { id: 'c', size: 3, own: {} },
      { id: 'a', size: 1 },
      newer,
      null,
      'x',
    ])
  })

  it('keeps fields that this version does not know, at any depth', () => {
    const raw = [{ id: 'a', size: 1, tint: 'red', own: { rows: 5, columns: 7 } }]
    expect(changed(raw, ([one]) => (one ? [{ ...one, size: 2, own: { rows: 6 } }] : []))).toEqual([
      { id: 'a', size: 2, tint: 'red', own: { rows: 6, columns: 7 } },
    ])
  })

  it('keeps a field in the form of a newer version until it is set', () => {
    const raw = [{ id: 'a', size: 1, name: ['long', 'short'], own: {} }]
    expect(changed(raw, ([one]) => (one ? [{ ...one, size: 2 }] : []))).toMatchObject([
      { name: ['long', 'short'] },
    ])
    expect(changed(raw, ([one]) => (one ? [{ ...one, name: 'set' }] : []))).toMatchObject([{ name: 'set' }])
  })

  it('loses a field, and an item, that were taken away here', () => {
    const raw = [
      { id: 'a', size: 1, name: 'x', own: {} },
      { id: 'b', size: 1, own: {} },
    ]
    expect(changed(raw, ([one]) => (one ? [{ ...one, name: undefined }] : []))).toEqual([
      { id: 'a', size: 1, own: {} },
    ])
  })

  it('takes a new item over an unreadable one of the same id, and keeps its unknown fields', () => {
    const raw = [{ id: 'a', size: 'big', tint: 'red' }]
    expect(changed(raw, () => [{ id: 'a', size: 1, own: {} }])).toEqual([
      { id: 'a', size: 1, own: {}, tint: 'red' },
    ])
  })

  it.each([
    [
      { id: 'a', size: 1, own: {} },
      { id: 'a', size: 'big' },
    ],
    [
      { id: 'a', size: 'big' },
      { id: 'a', size: 1, own: {} },
    ],
  ])('never takes a damaged item for the readable one of its id: %j, %j', (...raw) => {
    expect(list.parse(changed(raw, (read) => read.map((one) => ({ ...one, name: 'new' }))))).toEqual([
      { id: 'a', size: 1, name: 'new', own: {} },
    ])
  })

  it('replaces a list of plain values', () => {
    expect(merge({ before: ['1', '2'] }, { before: ['1', '2'] }, { before: ['1'] })).toEqual({
      before: ['1'],
    })
    expect(merge({ before: ['1'] }, { before: ['1'] }, { before: [] })).toEqual({ before: [] })
  })

  it('loses no unreadable item and no unknown field, whatever is written', () => {
    const ids = fc.constantFrom('a', 'b', 'c', 'd')
    const good = fc.record({ id: ids, size: fc.integer(), tint: fc.string() })
    const odd = fc.record({ id: ids, size: fc.string(), tint: fc.string() })
    const files = fc.uniqueArray(fc.oneof(good, odd), { selector: ({ id }) => id })
    const sizes = fc.array(fc.dictionary(ids, fc.integer()), { maxLength: 4 })
    fc.assert(
      fc.property(files, sizes, (file, writes) => {
        let raw: unknown = file
        let read = list.parse(file)
        for (const write of writes) {
          const next = read.map((one) => ({ ...one, size: write[one.id] ?? one.size }))
          raw = merge(raw, read, next)
          read = next
        }
        const left = new Map((raw as typeof file).map((one) => [one.id, one]))
        expect(left.size).toBe(file.length)
        for (const { id, size, tint } of file) {
          const now = left.get(id)
          expect(now?.tint).toBe(tint)
          // A readable size may have been written anew.
          expect(typeof size === 'string' ? now?.size : size).toBe(size)
        }
        // What the next start reads is what was written.
        const byId = (items: readonly { readonly id: string }[]) =>
          items.toSorted((x, y) => x.id.localeCompare(y.id))
        expect(byId(list.parse(raw))).toEqual(byId(read))
      }),
    )
  })
})

describe('what can not be read in a file', () => {
  const unreadable = (raw: unknown) => unreadableIn(raw, list.parse(raw))

  it('is an item, or a field, that reads as something else', () => {
    expect(unreadable([{ id: 'a', size: 'big' }, null])).toEqual([{ id: 'a', size: 'big' }, null])
    expect(unreadable([{ id: 'a', size: 1, name: 7 }])).toEqual([7])
    expect(unreadable([{ id: 'a', size: 1, own: { rows: '5' } }])).toEqual(['5'])
  })

  it('is nothing that this version does not know, or that is absent', () => {
    expect(unreadable([{ id: 'a', size: 1, tint: 'red' }])).toEqual([])
    expect(unreadable([])).toEqual([])
  })
})

it('an item that is dealt with is taken out wherever it lies', () => {
  const file = { p: [{ id: 'a', size: 'odd' }, { id: 'b' }], q: { r: [{ id: 'a' }] } }
  expect(without(file, 'a')).toEqual({ p: [{ id: 'b' }], q: { r: [] } })
})
