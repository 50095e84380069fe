type Fields = Record<string, unknown>

/** Every field that this server's responses may have, at the top level or in their rows. */
const FIELDS = [
  'items',
  'next',
  'token',
  'usage',
  'user',
  'name',
  'username',
  'extension',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'deleted_at',
  'deleted_by',
  'domain',
  'scope',
  'permissions',
  'roles',
  'license',
  'expires_at',
  'providers',
  'enabled_tfa',
  'login_options',
  'access_token',
]

/**
 * Replaces the value of a field, in the response itself and in each of its rows.
 *
 * @param field its path, such as `created_by.id`
 * @param row replaces only in this row of a list, counted from 0
 */
export function withOddField(json: string, field: string, value: unknown, row?: number): string {
  return changed(json, (fields) => set(fields, field.split('.'), value), row)
}

/** Adds `null` for each field that this API omits. */
export function withNulls(json: string): string {
  return changed(json, (fields) => {
    for (const name of FIELDS) fields[name] ??= null
  })
}

/** @param row changes only this row of a list */
function changed(json: string, change: (fields: Fields) => void, row?: number): string {
  const answer: unknown = JSON.parse(json)
  if (!isFields(answer)) return json
  const { items } = answer
  const rows: readonly unknown[] = Array.isArray(items) ? items : []
  const those = row === undefined ? [answer, ...rows] : rows.slice(row, row + 1)
  for (const fields of those) if (isFields(fields)) change(fields)
  return JSON.stringify(answer)
}

/** Adds the last field of the path if it is missing. Does nothing if an earlier one is missing. */
function set(fields: Fields, [name = '', ...rest]: readonly string[], value: unknown): void {
  const within = fields[name]
  if (rest.length === 0) fields[name] = value
  else if (isFields(within)) set(within, rest, value)
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
