/**
 * Timeout of every wait in a test, in milliseconds. Only a hang reaches it, not a slow or busy computer. No
 * test may use a shorter timeout.
 */
export const HANG_MS = 120_000

/** Timeout of a whole test. Much longer than that of a wait, so that the failed wait reports what hangs. */
export const TEST_TIMEOUT_MS = 15 * 60_000
