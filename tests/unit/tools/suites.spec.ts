import { describe, expect, it } from 'vitest'
import { CHECKS, chosen, SUITES } from '../../../tools/test/suites.ts'

describe('suites', () => {
  it('runs all of them unless some are asked for', () => {
    expect(chosen([])).toBe(SUITES)
    expect(chosen(['e2e', 'unit']).map(({ name }) => name)).toEqual(['unit', 'e2e'])
  })

  it('refuses a name that there is none of, instead of running nothing', () => {
    expect(() => chosen(['units'])).toThrow('units')
  })

  it('runs the long ones when they are asked for by name, and not else', () => {
    expect(chosen(['soak', 'build']).map(({ name }) => name)).toEqual(['build', 'soak'])
    expect(chosen([]).map(({ name }) => name)).not.toContain('soak')
  })

  it('leaves no check of the daily loop out of the whole', () => {
    expect(chosen(CHECKS)).toHaveLength(CHECKS.length)
  })
})
