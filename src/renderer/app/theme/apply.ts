import { FONT, MONOSPACED, type Palette } from './values.ts'

const kebab = (name: string): string => name.replace(/[A-Z\d]/g, (letter) => `-${letter.toLowerCase()}`)

/** `ink2` → `--ink-2`: what the components' styles name. */
export function customProperties(palette: Palette): ReadonlyMap<string, string> {
  const colours = Object.entries(palette).map(([name, value]): [string, string] => [
    `--${kebab(name)}`,
    value,
  ])
  return new Map([...colours, ['--font', FONT], ['--monospaced', MONOSPACED]])
}

/** Set through the CSSOM, which the content security policy allows, unlike a style attribute in markup. */
export function applyPalette(root: HTMLElement, palette: Palette, scheme: 'light' | 'dark'): void {
  for (const [name, value] of customProperties(palette)) root.style.setProperty(name, value)
  root.style.colorScheme = scheme
}
