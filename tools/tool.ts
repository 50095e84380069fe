/**
 * Runs a tool of the project's packages on the project's own Node, and ends with its status.
 *
 *     node tools/tool.ts prettier --write .
 */
import { runScript } from './refusal.ts'
import { spawnSuite } from './test/spawn.ts'

await runScript(async () => ((await spawnSuite(process.argv.slice(2), {})) ? 0 : 1))
