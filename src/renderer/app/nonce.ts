/**
 * Naive UI's css-render makes its `<style>` elements with `document.createElement` and knows no nonce
 * (https://github.com/tusen-ai/naive-ui/issues/6356), which `style-src 'nonce-…'` would block. So each gets the nonce of
 * this load where it is made. Imported first, before anything makes a style.
 */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
const createElement = document.createElement.bind(document)

document.createElement = (name: string, options?: ElementCreationOptions): HTMLElement => {
  const element = createElement(name, options)
  if (element instanceof HTMLStyleElement) element.nonce = nonce
  return element
}
