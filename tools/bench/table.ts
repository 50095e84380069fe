import { amount, type Figure } from './targets.ts'

const HEAD = ['target', 'figure', 'pass'] as const
type Row = readonly [target: string, figure: string, pass: string]

/** All of them as one table, for people and for Markdown. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(rowOf)]
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const line = (row: Row): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const [head = '', ...body] = rows.map(line)
  return [head, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body].join('\n')
}

function rowOf({ target, median, least, most, verdict }: Figure): Row {
  const { what, limit, unit } = target
  const range = `${amount(least, unit)} … ${amount(most, unit)}`
  return [`${what}: ≤ ${amount(limit, unit)}`, `${amount(median, unit)} (${range})`, verdict]
}
