/**
 * The keychain service name for the entries of a profile folder. Each folder has its own, so a demo or a test
 * never touches the user's entries.
 *
 * @param id of the profile folder (docs/adr/0043)
 */
export const serviceOf = (id: string): string => `Webitel Tokens (${id})`
