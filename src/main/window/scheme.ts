/** The application's own scheme and origin. The page has no other. */
export const SCHEME = 'app'
export const ORIGIN = `${SCHEME}://webitel-tokens`
export const PAGE = `${ORIGIN}/index.html`
