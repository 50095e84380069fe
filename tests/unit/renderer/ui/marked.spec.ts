import { describe, expect, it } from 'vitest'
import { marked } from '../../../../src/renderer/ui/marked.ts'

const shown = (text: string, search: string): string =>
  marked(text, search)
    .map((piece) => (piece.found ? `[${piece.text}]` : piece.text))
    .join('')

describe('what was searched', () => {
  it.each([
    ['Power BI', '', 'Power BI'],
    ['Power BI', 'bi', 'Power [BI]'],
    ['banana', 'an', 'b[an][an]a'],
    ['a_b%c\\d', '_b%', 'a[_b%]c\\d'],
    ['a.b', '.', 'a[.]b'],
    ['Service one', 'serv*one', '[Serv]ice [one]'],
    ['Звіти відділу', 'ВІД', 'Звіти [від]ділу'],
    ['🔑 key', '🔑', '[🔑] key'],
    ['a*b', '*', 'a*b'],
    ['banana b', 'b*', '[b]anana b'],
    ['banana', '*an?', 'ban[ana]'],
    ['banana', '*an*', 'b[an]ana'],
    ['banana', 'x*', 'banana'],
    ['no one', '?o*', '[no] one'],
    ['a.b', 'a?b', '[a.b]'],
    ['(x) [y]', '[y', '(x) [[y]]'],
    ['Київ'.normalize('NFD'), 'київ', '[Київ]'],
    ['Київ', 'к?ї*'.normalize('NFD'), '[Киї]в'],
  ])('stands out in %j, searched for %j', (text, search, expected) =>
    expect(shown(text, search)).toBe(expected),
  )
})
