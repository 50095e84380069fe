/** A JSON file of the profile folder, by its name without `.json`. */
export type StoredFile =
  'profiles' | 'settings' | 'window' | 'pending' | 'creates' | 'recent' | 'save-folder' | 'identity'

/** Why files couldn't be written: no space (or quota) left, no permission, or another reason. */
export type UnsavedReason = 'full' | 'denied' | 'failed'

/** The state of the profile folder's files, for the user. */
export interface FilesState {
  /** Files with content that couldn't be read at this start and was not reported at an earlier one. */
  readonly unreadable: readonly StoredFile[]
  /** Files that couldn't be written. The app retries every 30 s, at each change, and when it quits. */
  readonly unsaved: readonly StoredFile[]
  /** Why the first of them couldn't be written. */
  readonly reason?: UnsavedReason
  /**
   * This folder is a copy of another profile folder. The sessions and waiting tokens stay with the original.
   */
  readonly isCopy: boolean
}
