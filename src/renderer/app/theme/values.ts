/** The one set of values that the whole look is made of. Each pair of text and ground is ≥ 4.5 : 1 (tested). */
export interface Palette {
  readonly page: string
  readonly panel: string
  readonly side: string
  readonly head: string
  readonly hover: string
  readonly selected: string
  readonly line: string
  readonly edge: string
  readonly ink: string
  readonly ink2: string
  readonly ink3: string
  readonly accent: string
  readonly accentHover: string
  readonly onAccent: string
  readonly accentSoft: string
  readonly danger: string
  readonly dangerHover: string
  readonly onDanger: string
  readonly dangerSoft: string
  readonly good: string
  readonly goodSoft: string
  readonly warning: string
  readonly warningSoft: string
  /** Behind what was searched for. */
  readonly mark: string
  readonly veil: string
  readonly shadow: string
}

export const light: Palette = {
  page: '#f6f7f9',
  panel: '#ffffff',
  side: '#eef0f4',
  head: '#f6f7f9',
  hover: '#f4f5f8',
  selected: '#f3f3fe',
  line: '#e2e5eb',
  edge: '#8d95a5',
  ink: '#1b1f2a',
  ink2: '#5a6273',
  ink3: '#646b7a',
  accent: '#4a50d8',
  accentHover: '#3b41c4',
  onAccent: '#ffffff',
  accentSoft: '#ecedfc',
  danger: '#c2293a',
  dangerHover: '#a81f2f',
  onDanger: '#ffffff',
  dangerSoft: '#fdeef0',
  good: '#18794e',
  goodSoft: '#e3f4ea',
  warning: '#8a5a00',
  warningSoft: '#fff5dd',
  mark: '#ffe8a3',
  veil: 'rgb(20 22 34 / 0.36)',
  shadow: '0 8px 24px rgb(24 28 44 / 0.14), 0 2px 6px rgb(24 28 44 / 0.08)',
}

export const dark: Palette = {
  page: '#14161c',
  panel: '#1a1d25',
  side: '#12141a',
  head: '#12141a',
  hover: '#20242e',
  selected: '#22254a',
  line: '#2a2e39',
  edge: '#717888',
  ink: '#e8eaf0',
  ink2: '#a4abbb',
  ink3: '#8f96a6',
  accent: '#8d93ff',
  accentHover: '#a3a8ff',
  onAccent: '#12142a',
  accentSoft: '#272a4d',
  danger: '#ff7a86',
  dangerHover: '#ff949e',
  onDanger: '#2a0a0e',
  dangerSoft: '#3a1f26',
  good: '#5cd49a',
  goodSoft: '#173327',
  warning: '#f2c14e',
  warningSoft: '#332a14',
  mark: '#5c4813',
  veil: 'rgb(4 5 8 / 0.6)',
  shadow: '0 8px 24px rgb(0 0 0 / 0.45), 0 2px 6px rgb(0 0 0 / 0.3)',
}

export const FONT = "'Inter Variable', system-ui, sans-serif"
export const MONOSPACED = "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace"
