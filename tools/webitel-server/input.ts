import { badRequest } from './errors.ts'
import type { ListQuery } from './store/list.ts'

type Fields = Readonly<Record<string, unknown>>

const DEFAULT_SIZE = 16

/** The fields of a JSON body or a query string; status 400 for anything but an object. */
export function fieldsOf(input: unknown): Fields {
  if (input === undefined || input === null) return {}
  if (typeof input !== 'object' || Array.isArray(input)) throw badRequest('body: an object is expected')
  return input as Fields
}

/** A text, `undefined` when absent; status 400 for another type. */
export function textField(input: unknown, name: string): string | undefined {
  const value = fieldsOf(input)[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw badRequest(`${name}: a string is expected`)
  return value
}

/** A text that must be there. */
export function requiredText(input: unknown, name: string): string {
  const value = textField(input, name)
  if (!value) throw badRequest(`${name}: required`)
  return value
}

/** `true`, `false` or absent. */
export function flag(query: unknown, name: string): boolean | undefined {
  const value = textField(query, name)
  if (value === undefined || value === '') return undefined
  if (value !== 'true' && value !== 'false') throw badRequest(`${name}: true or false is expected`)
  return value === 'true'
}

/** A parameter that may be repeated; commas separate, too. */
export function repeated(query: unknown, name: string): readonly string[] {
  const value = fieldsOf(query)[name]
  const values: readonly unknown[] = Array.isArray(value) ? value : [value ?? '']
  return values.flatMap((item) => String(item).split(',')).filter((item) => item !== '')
}

/** `q`, `fields`, `sort`, `page` and `size` of a list. */
export function listQuery(query: unknown): ListQuery {
  return {
    q: textField(query, 'q') ?? '',
    fields: repeated(query, 'fields'),
    sort: repeated(query, 'sort'),
    page: count(query, 'page') || 1,
    size: count(query, 'size') || DEFAULT_SIZE,
  }
}

function count(query: unknown, name: string): number {
  const value = textField(query, name) ?? '0'
  if (!/^\d{1,9}$/.test(value)) throw badRequest(`${name}: a number is expected`)
  return Number(value)
}
