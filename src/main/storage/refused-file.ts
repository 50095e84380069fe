/**
 * Nothing was written, because the path is not a file that may be written to:
 * - `dangling`: a link to a missing file
 * - `special`: a pipe, a device, a socket
 * - `shared`: a file that can only be overwritten in place, and belongs to another user, who could read the
 *   text
 */
export class RefusedFile extends Error {
  readonly why: 'dangling' | 'special' | 'shared'

  constructor(why: RefusedFile['why']) {
    super(`Refused: ${why}`)
    this.why = why
  }
}
