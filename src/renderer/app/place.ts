import type { ProfileId, UserId } from '../../contract/index.ts'
import { useSession } from './session.ts'

/** An owner of tokens. The profile is part of it, because two servers may use the same user id. */
export interface Owner {
  readonly profile: ProfileId
  readonly userId: UserId
}

/** The owner alone, without the other fields of a view. */
export const ownerOf = ({ profile, userId }: Owner): Owner => ({ profile, userId })

/** What a request is about: a profile and, where the answer depends on them, an owner and a search. */
export interface Place {
  readonly profile: ProfileId
  readonly userId?: UserId
  readonly search?: string
}

/**
 * Whether an answer still belongs to the screen. If not, the caller must not apply or announce it.
 *
 * @param asked what the request was about; missing parts are not compared
 * @param shown what the screen shows now; `undefined` while no user is signed in
 */
export const isOnScreen = (asked: Place, shown: Place | undefined): boolean =>
  shown?.profile === asked.profile &&
  (asked.userId === undefined || asked.userId === shown.userId) &&
  (asked.search === undefined || asked.search === shown.search)

/**
 * Returns a function that tells what the screen shows now.
 *
 * @param part the shown owner and search, if the caller compares them
 */
export function useScreen(part: () => Place | undefined = () => undefined): () => Place | undefined {
  const session = useSession()
  return () => {
    const { profile } = session
    if (profile === undefined) return undefined
    const place = part()
    // Stores are reset shortly after the session has changed.
    return place?.profile === profile ? place : { profile }
  }
}
