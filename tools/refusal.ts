/** A failure that the person at the terminal can mend: its message says what happened and what to do. */
export class Refusal extends Error {}

/**
 * Runs a script to its end, and makes its result the status of this process. A failure is reported in its own words; only
 * a programming error keeps its stack.
 *
 * @param work resolves with the exit status
 */
export async function runScript(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work()
  } catch (error) {
    console.error(isExpected(error) ? error.message : error)
    // Servers and displays that still run would keep this process; they end with it.
    process.exit(1)
  }
}

/** What the system refused (a taken port, a full disk) and a mistyped option; all else is a programming error. */
const isExpected = (error: unknown): error is Error =>
  error instanceof Refusal || (error instanceof Error && ('syscall' in error || isMistypedOption(error)))

/** Of `parseArgs`. https://nodejs.org/api/errors.html#err_parse_args_unknown_option */
const isMistypedOption = (error: Error): boolean =>
  'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_')
