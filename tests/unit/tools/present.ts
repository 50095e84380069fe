import { missingPrograms } from '../../../tools/linux/needed.mjs'

/**
 * Whether the programs that a test is about are there: an ordinary account can't install them. The end-to-end suite needs
 * the same ones and fails without them, so a machine that runs everything can't skip anything unnoticed.
 */
export const present = (...programs: readonly string[]): boolean =>
  process.platform === 'linux' && missingPrograms(programs).length === 0
