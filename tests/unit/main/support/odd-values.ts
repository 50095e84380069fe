import fc from 'fast-check'

const deep = (depth: number): unknown => JSON.parse('[{"a":'.repeat(depth) + '0' + '}]'.repeat(depth))

/** What a gateway or another version of the server may write in the place of a field. */
export const ODD_VALUES: readonly unknown[] = [
  null,
  '',
  ' ',
  'NaN',
  'null',
  '0',
  0,
  -1,
  1.5,
  true,
  false,
  '-62135596800000',
  -62_135_596_800_000,
  '0001-01-01T00:00:00Z',
  '2026-11-25T18:00:00Z',
  '9999-99-99T99:99:99Z',
  '8640000000000001',
  8.64e15 + 1024,
  Number.MAX_VALUE,
  '9'.repeat(400),
  '\u0000',
  '\ud800',
  'x'.repeat(30_000),
  [],
  [null],
  [[]],
  {},
  { id: null },
  { id: {} },
  { name: 'no id' },
  { id: '..', name: [] },
  deep(500),
]

export const oddValue = fc.constantFrom(...ODD_VALUES)

/**
 * An object of which some fields have odd values, and others are missing.
 *
 * @param kept fields that stay as they are
 */
export function oddly<T extends object>(whole: T, kept: readonly (keyof T)[] = []) {
  const names = Object.keys(whole).filter((name) => !kept.includes(name as keyof T))
  const change = fc.option(fc.record({ odd: oddValue, isMissing: fc.boolean() }), { freq: 2 })
  return fc.tuple(...names.map(() => change)).map((changes): Record<string, unknown> => {
    const fields = names.flatMap((name, at): [string, unknown][] => {
      const changed = changes[at]
      if (!changed) return [[name, whole[name as keyof T]]]
      return changed.isMissing ? [] : [[name, changed.odd]]
    })
    return { ...Object.fromEntries(fields), ...Object.fromEntries(kept.map((name) => [name, whole[name]])) }
  })
}
