import { describe, expect, it } from 'vitest'
import { REASONS, SENTENCES } from '../../../../src/renderer/app/errors.ts'
import { PROBLEM_SENTENCES } from '../../../../src/renderer/app/problems.ts'
import { FILE_NAMES, UNSAVED_SENTENCES } from '../../../../src/renderer/app/use-files-notice.ts'
import en from '../../../../src/renderer/locales/en.json'
import { FAULT_SENTENCES } from '../../../../src/renderer/sign-in/fault-words.ts'
import { KEYCHAIN_ADVICE, KEYCHAIN_SENTENCES } from '../../../../src/renderer/sign-in/keychain-words.ts'
import { COLUMN_NAMES } from '../../../../src/renderer/tokens/columns.ts'
import { NAME_SENTENCES } from '../../../../src/renderer/tokens/name-words.ts'
import { SIDE_EFFECT_SENTENCES } from '../../../../src/renderer/tokens/side-effect-words.ts'
import { LOST_SENTENCES, USE_SENTENCES } from '../../../../src/renderer/tokens/use-lost-words.ts'

function keysOf(messages: object, prefix = ''): string[] {
  return Object.entries(messages).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? keysOf(value, `${prefix}${name}.`) : [`${prefix}${name}`],
  )
}

const sources = Object.values(
  import.meta.glob<string>('../../../../src/renderer/**/*.{ts,vue}', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
)

/** `t('…')`, and the tables that give a key for a code. */
const literal = sources.flatMap((source) =>
  [...source.matchAll(/\bt\(\s*'([^']+)'/g)].map(([, key]) => key ?? ''),
)
const tables = [
  SENTENCES,
  REASONS,
  FAULT_SENTENCES,
  KEYCHAIN_SENTENCES,
  KEYCHAIN_ADVICE,
  NAME_SENTENCES,
  COLUMN_NAMES,
  PROBLEM_SENTENCES,
  SIDE_EFFECT_SENTENCES,
  FILE_NAMES,
  UNSAVED_SENTENCES,
  LOST_SENTENCES,
  USE_SENTENCES,
].flatMap((table) => Object.values(table))
const used = new Set([...literal, ...tables])
const known = new Set(keysOf(en))

describe('the words of the application', () => {
  it('are found in the sources', () => {
    expect(literal.length).toBeGreaterThan(100)
  })

  it('exist for every key that is used', () => {
    expect([...used].filter((key) => !known.has(key))).toEqual([])
  })

  it('are all used', () => {
    expect([...known].filter((key) => !used.has(key))).toEqual([])
  })

  it('are named literally, so that this test sees them', () => {
    const computed = sources.flatMap((source) => source.match(/\bt\((?!\s*['\w]|key\b)[^)]*\)/g) ?? [])
    expect(computed).toEqual([])
  })

  it('are never written into a template', () => {
    const bare = sources.flatMap(
      (source) => source.match(/\s(aria-label|title|placeholder|label)="[A-Z][^"]*"/g) ?? [],
    )
    expect(bare).toEqual([])
  })
})
