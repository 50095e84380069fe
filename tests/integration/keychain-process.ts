/**
 * As `src/main/keychain/process.ts`, for one question, and on Node: in a process of its own, since libsecret finds its bus
 * once.
 *
 *     node keychain-process.ts <ask as JSON>
 */
import { createAnswer } from '../../src/main/keychain/answer.ts'
import { secretService } from '../../src/main/keychain/secret-service.ts'

const answer = createAnswer(async () => (await import('keytar')).default, secretService)
console.log(JSON.stringify(await answer(JSON.parse(process.argv[2] ?? ''))))
process.exit()
