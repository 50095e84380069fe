import { expect, it } from 'vitest'
import { recordsSchema } from '../../../../src/main/reveal/pending.ts'
import { isDamaged } from '../../../../src/main/storage/damage.ts'
import { intentsSchema } from '../../../../src/main/tokens/intents.ts'

const INTENT = {
  id: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  profile: 'p',
  by: '7',
  server: 'https://cc.example.com',
  owner: { id: '1', name: 'Olena' },
  usage: 'CRM',
  at: 5,
}

it.each([
  ['broken', '{"value":[{"id"'],
  ['empty', ''],
  ['null', 'null'],
  ['of another shape', '{"value":{}}'],
  ['without its value', '[]'],
  ['with one entry that is none', JSON.stringify({ value: [INTENT, { id: 'cut' }] })],
])('a file is damaged that is %s: what it held is said to be lost, not forgotten', (_, text) => {
  expect([isDamaged(text, intentsSchema), isDamaged(text, recordsSchema)]).toEqual([true, true])
})

it('a file is whole that holds nothing, or what was written', () => {
  expect(isDamaged('{"value":[]}', recordsSchema)).toBe(false)
  expect(isDamaged(JSON.stringify({ value: [INTENT] }), intentsSchema)).toBe(false)
})
