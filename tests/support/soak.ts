/** Whether the long rounds are run, of which `npm test` runs a sample: `npm run test:soak`. */
export const SOAK = process.env['SOAK'] === '1'

/** How often something is tried. */
export const rounds = (sample: number, full: number): number => (SOAK ? full : sample)
