import type { JobItem, ProfileId, TokenId, UserId } from '../../../../src/contract/index.ts'

export const PROFILE = 'profile' as ProfileId

export const items = (count: number): JobItem[] =>
  Array.from({ length: count }, (_, index) => ({ id: `t${index}` as TokenId, usage: `token ${index}` }))

export const request = (count: number) => ({
  kind: 'delete' as const,
  userId: '1' as UserId,
  items: items(count),
})

/** Nobody can see what the server holds. */
export const unseen = { look: async () => new Map(), lookClosely: async () => new Map() }
