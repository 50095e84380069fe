import { describe, expect, it } from 'vitest'
import { customProperties } from '../../../../../src/renderer/app/theme/apply.ts'
import { naiveTheme } from '../../../../../src/renderer/app/theme/naive.ts'
import { dark, light, type Palette } from '../../../../../src/renderer/app/theme/values.ts'
import { contrast } from './contrast.ts'

type Name = keyof Palette

/** Every text with every ground that it stands on. */
const PAIRS: readonly (readonly [text: readonly Name[], grounds: readonly Name[]])[] = [
  [
    ['ink', 'ink2'],
    ['page', 'panel', 'side', 'head', 'hover', 'selected', 'accentSoft', 'warningSoft', 'dangerSoft'],
  ],
  [['ink'], ['mark']],
  [['ink3'], ['page', 'panel', 'side']],
  [['accent'], ['panel', 'page']],
  [['onAccent'], ['accent', 'accentHover']],
  [['danger'], ['panel', 'page', 'dangerSoft']],
  [['onDanger'], ['danger', 'dangerHover']],
  [['good'], ['panel', 'goodSoft']],
  [['warning'], ['warningSoft']],
]
const pairs = PAIRS.flatMap(([texts, grounds]) =>
  texts.flatMap((text) => grounds.map((ground): readonly [Name, Name] => [text, ground])),
)

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('%s', (_, palette) => {
  it.each(pairs)('%s on %s can be read', (text, ground) => {
    expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5)
  })

  it('draws the edge of a checkbox so that it is seen', () => {
    expect(contrast(palette.edge, palette.panel)).toBeGreaterThanOrEqual(3)
  })

  it('feeds our styles and Naive UI from the same values', () => {
    expect(customProperties(palette).get('--ink-2')).toBe(palette.ink2)
    expect(customProperties(palette).get('--on-accent')).toBe(palette.onAccent)
    expect(naiveTheme(palette).common?.primaryColor).toBe(palette.accent)
  })
})

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})
