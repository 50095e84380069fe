export interface Group {
  readonly purpose: string
  readonly names: readonly string[]
}
export const DEBIAN: readonly Group[]
export function missingFrom(present: ReadonlySet<string>): readonly Group[]
export function nameHere(name: string, isKnown: (name: string) => boolean): string
export function missingPrograms(path?: string): readonly string[]
