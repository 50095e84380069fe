type Fields = Record<string, unknown>

/** Every field that this server's answers may have below their root or in their rows. */
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
 * Puts a value in the place of a field, in the answer itself and in each of its rows.
 *
 * @param field by its path, as in `created_by.id`
 * @param row from 0: of a list, only that row
 */
export function withOddField(json: string, field: string, value: unknown, row?: number): string {
  return changed(json, (fields) => set(fields, field.split('.'), value), row)
}

/** Writes `null` where this API leaves a field out. */
export function withNulls(json: string): string {
  return changed(json, (fields) => {
    for (const name of FIELDS) fields[name] ??= null
  })
}

/** @param row of a list: only that one */
function changed(json: string, change: (fields: Fields) => void, row?: number): string {
  const answer: unknown = JSON.parse(json)
  if (!isFields(answer)) return json
  const { items } = answer
  const rows: readonly unknown[] = Array.isArray(items) ? items : []
  const those = row === undefined ? [answer, ...rows] : rows.slice(row, row + 1)
  for (const fields of those) if (isFields(fields)) change(fields)
  return JSON.stringify(answer)
}

/** The last step of a path need not be there, the others must. */
function set(fields: Fields, [name = '', ...rest]: readonly string[], value: unknown): void {
  const within = fields[name]
  if (rest.length === 0) fields[name] = value
  else if (isFields(within)) set(within, rest, value)
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
