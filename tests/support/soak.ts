/** Whether the long rounds are run, of which `npm test` runs a sample: `npm run test:soak`. */
export const SOAK = process.env['SOAK'] === '1'

/** How often something is tried. */
export const rounds = (sample: number, full: number): number => (SOAK ? full : sample)

/** Milliseconds that a wait of the application takes while it is tried: the long rounds wait for all of it. */
export const shortened = (ms: number): number => (SOAK ? ms : ms / 5)
