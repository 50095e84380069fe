/**
 * Nothing was written, since the path is not a file that may be written to:
 * - `dangling`: a link to nothing
 * - `special`: a pipe, a device, a socket
 * - `shared`: can only be written in place, and belongs to another user, who could read it
 */
export class RefusedFile extends Error {
  readonly why: 'dangling' | 'special' | 'shared'

  constructor(why: RefusedFile['why']) {
    super(`Refused: ${why}`)
    this.why = why
  }
}
