import type { ProfileId, UserId } from '../../contract/index.ts'
import { useSession } from './session.ts'

/** Whose tokens, in which profile. User ids of two servers may be equal: alone they name nobody. */
export interface Owner {
  readonly profile: ProfileId
  readonly userId: UserId
}

/** Whose tokens a view shows, whatever else it asks for. */
export const ownerOf = ({ profile, userId }: Owner): Owner => ({ profile, userId })

/** What a request is about: a profile and, where the answer depends on them, an owner and a search. */
export interface Place {
  readonly profile: ProfileId
  readonly userId?: UserId
  readonly search?: string
}

/**
 * Decides whether an answer still belongs to the screen. One that does not must change nothing and announce nothing.
 *
 * @param asked what the request was about; a part that it leaves out does not matter
 * @param shown what the screen shows now; nothing while nobody is signed in
 */
export const isOnScreen = (asked: Place, shown: Place | undefined): boolean =>
  shown?.profile === asked.profile &&
  (asked.userId === undefined || asked.userId === shown.userId) &&
  (asked.search === undefined || asked.search === shown.search)

/**
 * What the screen shows now.
 *
 * @param part whose tokens are shown, where that matters
 */
export function useScreen(part: () => Place | undefined = () => undefined): () => Place | undefined {
  const session = useSession()
  return () => {
    const { profile } = session
    if (profile === undefined) return undefined
    const place = part()
    // Stores are reset a moment after the session has changed.
    return place?.profile === profile ? place : { profile }
  }
}
