import type { Stage } from './stage.ts'
import { figureOf, type Figure, type Target } from './targets.ts'

/** Something that is measured again and again. */
export interface Measure {
  /** Each gets one number of a run. */
  readonly targets: readonly Target[]
  /** Before the first run. */
  readonly prepare?: (stage: Stage) => Promise<void>
  readonly run: (stage: Stage) => Promise<readonly number[]>
}

/** @param runs the first of them is dropped */
export async function figuresOf(
  { targets, prepare, run }: Measure,
  stage: Stage,
  runs: number,
): Promise<readonly Figure[]> {
  await prepare?.(stage)
  const measured: (readonly number[])[] = []
  while (measured.length < runs) measured.push(await run(stage))
  return targets.map((target, at) =>
    figureOf(
      target,
      measured.map((numbers) => numbers[at] ?? NaN),
    ),
  )
}
