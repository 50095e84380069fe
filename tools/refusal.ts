/** A failure that the user of the script can fix. Its message says what happened and what to do. */
export class Refusal extends Error {}

/**
 * Runs a script and uses its result as this process's exit status. For an expected failure, only the message
 * is printed; a programming error is printed with its stack.
 *
 * @param work resolves with the exit status
 */
export async function runScript(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work()
  } catch (error) {
    console.error(isExpected(error) ? error.message : error)
    // Exit explicitly: running servers and displays would keep this process alive. They end with it.
    process.exit(1)
  }
}

/**
 * Refusals, system errors (a port in use, a full disk) and mistyped options. Other errors are programming
 * errors.
 */
const isExpected = (error: unknown): error is Error =>
  error instanceof Refusal || (error instanceof Error && ('syscall' in error || isMistypedOption(error)))

/** An error of `parseArgs`. https://nodejs.org/api/errors.html#err_parse_args_unknown_option */
const isMistypedOption = (error: Error): boolean =>
  'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_')
