/** A JSON file of the profile folder, by its name without `.json`. */
export type StoredFile =
  'profiles' | 'settings' | 'window' | 'pending' | 'creates' | 'recent' | 'save-folder' | 'identity'

/** Why files could not be written: no space (or quota) left, no permission, or anything else. */
export type UnsavedReason = 'full' | 'denied' | 'failed'

/** What the user is to know of the profile folder's files. */
export interface FilesState {
  /** Of these something could not be read at this start, and has not been told at an earlier one. */
  readonly unreadable: readonly StoredFile[]
  /** These could not be written. It is tried again every 30 s, at each change, and when the application quits. */
  readonly unsaved: readonly StoredFile[]
  /** Of the first of those. */
  readonly reason?: UnsavedReason
  /** This folder was found to be a copy of another profile folder, which keeps its sessions and waiting tokens. */
  readonly isCopy: boolean
}
