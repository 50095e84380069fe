/**
 * Saves a secret as somebody else: root, as which tests often run, ignores file permissions. In a process of its own,
 * since there is no way back.
 *
 *     node saving-process.ts <path> <secret> [uid]
 */
import { codeOf } from '../../src/main/failure.ts'
import { saveSecret } from '../../src/main/reveal/save.ts'

const [path = '', secret = '', uid] = process.argv.slice(2)
if (uid !== undefined) process.setuid?.(Number(uid))
const folder = { get: () => '/', set: () => undefined }
try {
  const outcome = await saveSecret(secret, 'a name', { ask: async () => path, folder })
  console.log(outcome.kind === 'saved' && outcome.note ? `saved ${outcome.note}` : outcome.kind)
} catch (thrown) {
  console.log(codeOf(thrown))
}
