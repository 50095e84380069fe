import { createCipheriv, getDiffieHellman, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Seals a password for the one who asked, as gcr's programs do among each other: a bus may be listened to.
 * https://gnome.pages.gitlab.gnome.org/gcr/gcr-4/class.SecretExchange.html
 *
 * @param begun what was said with the question: it holds a key that is made for the answer
 */
export function seal(password: string, begun: string): string {
  const theirs = /^public=(.+)$/m.exec(begun)?.[1] ?? ''
  const ours = getDiffieHellman('modp5')
  const open = ours.generateKeys('base64')
  const shared = ours.computeSecret(theirs, 'base64')
  const key = new Uint8Array(hkdfSync('sha256', asNumber(shared), '', '', 16))
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-128-cbc', key, iv)
  const secret = Buffer.concat([cipher.update(password, 'utf8'), cipher.final()])
  return [
    '[sx-aes-1]',
    `public=${open}`,
    `secret=${secret.toString('base64')}`,
    `iv=${iv.toString('base64')}`,
    '',
  ].join('\n')
}

/** Without the zeros before it, to which one secret in 256 is padded here, but not there (measured: 14 of 2183). */
const asNumber = (padded: Buffer): Buffer => padded.subarray(padded.findIndex((byte) => byte !== 0))
