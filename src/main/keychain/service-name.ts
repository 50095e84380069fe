/**
 * The service that a profile folder's entries are kept under. Another folder (a demo, a test) is another service, so that
 * it never touches a person's entries.
 *
 * @param id of the profile folder (docs/adr/0043)
 */
export const serviceOf = (id: string): string => `Webitel Tokens (${id})`
