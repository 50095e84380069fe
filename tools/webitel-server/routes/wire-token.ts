import type { TokenRow, UserRow } from '../store/rows.ts'
import { int64, type WireObject } from '../wire.ts'

/** A token in the API's words, without its secret. */
export function wireToken(token: TokenRow, find: (id: string) => UserRow | undefined): WireObject {
  const person = (id: string | undefined) => {
    const user = id === undefined ? undefined : find(id)
    return user && { id: user.id, name: user.name }
  }
  return {
    id: token.id,
    usage: token.usage,
    user: person(token.userId),
    created_at: int64(token.createdAt),
    created_by: person(token.createdBy),
    updated_at: int64(token.updatedAt),
    updated_by: person(token.updatedBy),
    deleted_at: int64(token.deletedAt),
    deleted_by: person(token.deletedBy),
  }
}
