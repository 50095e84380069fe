import type { GlobalThemeOverrides } from 'naive-ui'
import { FONT, MONOSPACED, type Palette } from './values.ts'

/** Naive UI's theme, from the same values as our own styles. */
export const naiveTheme = (palette: Palette): GlobalThemeOverrides => ({
  common: {
    fontFamily: FONT,
    fontFamilyMono: MONOSPACED,
    fontSize: '14px',
    lineHeight: '20px',
    borderRadius: '6px',
    heightMedium: '32px',
    heightLarge: '38px',
    fontSizeLarge: '14px',
    fontWeightStrong: '600',
    primaryColor: palette.accent,
    primaryColorHover: palette.accentHover,
    primaryColorPressed: palette.accent,
    primaryColorSuppl: palette.accent,
    errorColor: palette.danger,
    errorColorHover: palette.dangerHover,
    errorColorPressed: palette.danger,
    errorColorSuppl: palette.danger,
    textColorBase: palette.ink,
    textColor1: palette.ink,
    textColor2: palette.ink,
    textColor3: palette.ink3,
    placeholderColor: palette.ink3,
    borderColor: palette.line,
    dividerColor: palette.line,
    inputColor: palette.panel,
    bodyColor: palette.page,
    cardColor: palette.panel,
    railColor: palette.line,
  },
  Button: buttons(palette),
  Input: inputs(palette),
  Skeleton: { color: palette.line, colorEnd: palette.hover },
})

const buttons = ({ accent, onAccent, onDanger, panel, ink, line, edge, hover }: Palette) => ({
  fontWeight: '500',
  fontSizeMedium: '13px',
  iconSizeMedium: '16px',
  paddingMedium: '0 14px',
  color: panel,
  colorHover: hover,
  colorPressed: hover,
  colorFocus: panel,
  textColorHover: ink,
  textColorPressed: ink,
  textColorFocus: ink,
  border: `1px solid ${line}`,
  borderHover: `1px solid ${edge}`,
  borderPressed: `1px solid ${edge}`,
  borderFocus: `1px solid ${line}`,
  ...same(['textColorPrimary', 'textColorHoverPrimary', 'textColorPressedPrimary'], onAccent),
  ...same(['textColorFocusPrimary', 'textColorDisabledPrimary'], onAccent),
  ...same(['textColorError', 'textColorHoverError', 'textColorPressedError'], onDanger),
  ...same(['textColorFocusError', 'textColorDisabledError'], onDanger),
  ...same(['textColorTextPrimary', 'textColorTextHoverPrimary', 'textColorTextFocusPrimary'], accent),
})

const inputs = ({ panel, accent, line, edge, ink, ink3, danger, accentSoft, dangerSoft }: Palette) => ({
  color: panel,
  colorFocus: panel,
  colorFocusError: panel,
  textColor: ink,
  iconColor: ink3,
  placeholderColor: ink3,
  caretColor: accent,
  border: `1px solid ${line}`,
  borderHover: `1px solid ${edge}`,
  borderFocus: `1px solid ${accent}`,
  boxShadowFocus: `0 0 0 3px ${accentSoft}`,
  borderError: `1px solid ${danger}`,
  borderHoverError: `1px solid ${danger}`,
  borderFocusError: `1px solid ${danger}`,
  boxShadowFocusError: `0 0 0 3px ${dangerSoft}`,
})

const same = <Name extends string>(names: readonly Name[], value: string): Record<Name, string> =>
  Object.fromEntries(names.map((name) => [name, value])) as Record<Name, string>
