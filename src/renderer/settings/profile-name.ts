const MOST = 60
/** Control characters, and those that turn what stands beside them around. */
const FORBIDDEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/** What a profile can be called here; empty: by its host. Main has the last word. */
export const isProfileName = (name: string): boolean => name.length <= MOST && !FORBIDDEN.test(name)
