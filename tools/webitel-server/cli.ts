import { readArguments, USAGE, type Command } from './arguments.ts'
import type { ServerOptions } from './index.ts'

/** Says what is wrong, without a stack: 2 for a wrong command line, 1 for all else. */
function fail(message: string, status: number): never {
  process.stderr.write(`webitel-server: ${message}\n`)
  process.exit(status)
}

function command(): Command {
  try {
    return readArguments(process.argv.slice(2))
  } catch (error) {
    return fail(`${messageOf(error)}\n\n${USAGE}`, 2)
  }
}

async function start(options: ServerOptions): Promise<void> {
  const { startWebitelServer } = await import('./index.ts')
  const server = await startWebitelServer(options)
  const { url, certificate, logins } = server
  process.stdout.write(`${JSON.stringify({ url, certificate, logins })}\n`)
  const stop = () => void server.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function explain(error: unknown, options: ServerOptions): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return `port ${options.port} is taken: choose another with --port, or 0 for any`
  if (code === 'EACCES') return `no right to listen on port ${options.port}`
  return messageOf(error)
}

const asked = command()
if (asked.kind === 'help') process.stdout.write(`${USAGE}\n`)
else await start(asked.options).catch((error: unknown) => fail(explain(error, asked.options), 1))
