/**
 * Counts the assertions in the source of each test file of `npm test`, to see what a change of the suite
 * loses.
 *
 *     node tools/setup.mjs tools/test/count-assertions.ts [commit]
 *     node tools/setup.mjs tools/test/count-assertions.ts --since commit
 *
 * Without a commit it counts in the working tree. `--since` prints the files with a changed number.
 */
import { execFileSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const CHECKOUT = join(import.meta.dirname, '../..')
/** Without `tests/soak`, because `npm test` doesn't run it. */
const FOLDERS = ['tests/unit', 'tests/contract', 'tests/integration', 'tests/e2e', 'tests/support']
const ASSERTION = /\bexpect(?:\.poll|\.soft)?(?:<[^>]*>)?\(|\bassert\b/g

type Counts = ReadonlyMap<string, number>

const git = (...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: CHECKOUT, encoding: 'utf8', maxBuffer: 2 ** 28 })

const count = (text: string): number => [...text.matchAll(ASSERTION)].length

function countAt(commit: string | undefined): Counts {
  if (commit === undefined) {
    const files = globSync(
      FOLDERS.map((folder) => `${folder}/**/*.ts`),
      { cwd: CHECKOUT },
    )
    return new Map(files.map((file) => [file, count(readFileSync(join(CHECKOUT, file), 'utf8'))]))
  }
  const files = git('ls-tree', '-r', '--name-only', commit, ...FOLDERS).split('\n')
  const tests = files.filter((file) => file.endsWith('.ts'))
  return new Map(tests.map((file) => [file, count(git('show', `${commit}:${file}`))]))
}

const sum = (counts: Counts): number => [...counts.values()].reduce((total, one) => total + one, 0)

function printCounts(counts: Counts): void {
  for (const [file, number] of counts) console.log(`${String(number).padStart(5)}  ${file}`)
  console.log(`${String(sum(counts)).padStart(5)}  in all`)
}

function printChanges(before: Counts, after: Counts): void {
  for (const file of [...new Set([...before.keys(), ...after.keys()])].toSorted()) {
    const [was, is] = [before.get(file) ?? 0, after.get(file) ?? 0]
    if (was !== is) console.log(`${was} → ${is}  ${file}`)
  }
  console.log(`${sum(before)} → ${sum(after)}  in all`)
}

const { values, positionals } = parseArgs({ options: { since: { type: 'string' } }, allowPositionals: true })
if (values.since === undefined) printCounts(countAt(positionals[0]))
else printChanges(countAt(values.since), countAt(positionals[0]))
