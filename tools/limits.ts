/**
 * Milliseconds after which a wait of a test fails. Only something that hangs gets there: a slow or busy computer does
 * not. Nothing in a test may be limited by less.
 */
export const HANG_MS = 120_000

/** Milliseconds that a whole test may take: far more than one wait, so that the wait says what hangs. */
export const TEST_TIMEOUT_MS = 15 * 60_000
