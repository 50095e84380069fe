export interface Group {
  readonly purpose: string
  readonly names: readonly string[]
}
export const DEBIAN: readonly Group[]
export function missingFrom(present: ReadonlySet<string>): readonly Group[]
export function nameHere(name: string, isKnown: (name: string) => boolean): string
export const ELECTRON_LIBRARIES: readonly string[]
export const PROGRAMS: Readonly<Record<string, string>>
export function missingPrograms(wanted?: readonly string[], path?: string): readonly string[]
export function howToInstall(packages: readonly string[], debian?: boolean): string
