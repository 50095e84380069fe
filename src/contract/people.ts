import type { ProfileId, UserId } from './ids.ts'

/** A reference to a user; `name` may be empty. */
export interface Person {
  readonly id: UserId
  readonly name: string
}

/** A user of the directory. `name` and `username` may be empty, not both absent: show name, else login, else id. */
export interface User extends Person {
  readonly username: string
  readonly extension: string
}

export interface UserQuery {
  /** As typed; empty: everyone. */
  readonly search: string
  /** From 1. */
  readonly page: number
  readonly size: number
}

export interface UserPage {
  readonly items: readonly User[]
  readonly next: boolean
  /** How many rows couldn't be read and are left out; absent: none. */
  readonly unreadable?: number
}

/** What the signed-in person may do with **other people's** tokens; their own are always open to them. */
export interface Permissions {
  readonly listUsers: boolean
  readonly readTokens: boolean
  readonly addTokens: boolean
  readonly changeTokens: boolean
  readonly deleteTokens: boolean
}

export interface Account {
  readonly profileId: ProfileId
  /** Origin, e.g. `https://cc.example.com`. */
  readonly server: string
  /** As typed: `user@domain`. */
  readonly login: string
  readonly domain: string
  readonly user: User
  readonly may: Permissions
  /** Milliseconds since the epoch; absent: the session has no known end. */
  readonly expiresAt?: number
}
