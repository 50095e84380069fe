/**
 * Main without its window: the parts that a create goes through, on Electron's own network stack, so that many can be
 * tried at once. Each waits at a gate before it is sent: what happens meanwhile happens after the look at the list.
 */
import type { CreateOutcome, ProfileId, Token, TokenId, User, UserId } from '../../../src/contract/index.ts'
import { codeOf } from '../../../src/main/failure.ts'
import { electronTransports } from '../../../src/main/network/electron-fetch.ts'
import { createCreation } from '../../../src/main/tokens/creation.ts'
import { createIntents, type StoredIntent } from '../../../src/main/tokens/intents.ts'
import { createLoginApi } from '../../../src/main/webitel/login.ts'
import { createTokensApi } from '../../../src/main/webitel/tokens.ts'
import { createWire, TIMEOUTS } from '../../../src/main/webitel/wire.ts'

export interface Cell {
  readonly server: string
  readonly login: string
  readonly password: string
  readonly owner: string
  readonly usage: string
  /** The network stack sends it twice: what is new is waited for. */
  readonly doubled: boolean
  /** The answer never comes: it is given up sooner than by the application. */
  readonly hangs: boolean
}

/** What was found: `made` with the ids, or what the create ended in. */
export interface Found {
  readonly said: string
  readonly ids: readonly TokenId[]
  /** What else was told to be new, after a create that succeeded. */
  readonly alsoNew?: readonly TokenId[]
}

export interface Matrix {
  /** Resolves when it waits at its gate, or has ended before it. */
  readonly begin: (cell: Cell) => Promise<Found | undefined>
  /** Lets it go on to its end. */
  readonly go: (cell: Cell) => Promise<Found>
}

/** Milliseconds. For an answer that never comes; a slow computer reaches it for others. */
const HANGING = { ...TIMEOUTS, attempt: 4000 }

interface Gate {
  readonly open: () => void
  readonly outcome: Promise<Found>
}
const gates = new Map<string, Gate>()

async function begin(cell: Cell): Promise<Found | undefined> {
  const { server, owner, usage, hangs } = cell
  let access: string | undefined
  const transports = electronTransports(server)
  const opened = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<undefined>()
  const wire = createWire({
    server,
    access: () => access,
    timeouts: hangs ? HANGING : TIMEOUTS,
    fetch: transports.fetch,
    async fetchOnce(request) {
      reached.resolve(undefined)
      await opened.promise
      return await transports.fetchOnce(request)
    },
  })
  const answer = await createLoginApi(wire).password(cell.login, cell.password)
  if (answer.kind === 'in') access = answer.access
  const told = Promise.withResolvers<readonly Token[]>()
  let stored: StoredIntent[] = []
  const creation = createCreation({
    api: () => createTokensApi(wire),
    account: () => ({ profileId: 'p' as ProfileId, server, user: userOf(owner) }),
    intents: createIntents({ get: () => stored, set: (next) => ((stored = next), true) }),
    reveal: async () => undefined,
    restored: async () => undefined,
    isReadable: async () => false,
    onAlsoNew: (_id, _request, also) => told.resolve(also.kind === 'tokens' ? also.tokens : []),
  })
  const request = { owner: { id: owner as UserId, name: '' }, usage }
  const outcome = creation.create(request, new AbortController().signal).then(async (made) => {
    if (made.kind !== 'created' || !cell.doubled) return found(made)
    return { ...found(made), alsoNew: (await told.promise).map(({ id }) => id) }
  }, failed)
  gates.set(server, { open: opened.resolve, outcome })
  return await Promise.race([reached.promise, outcome])
}

/** Everybody makes their own here. */
const userOf = (id: string): User => ({ id: id as UserId, name: '', username: '', extension: '' })

function found(outcome: CreateOutcome): Found {
  if (outcome.kind === 'created') return { said: 'created', ids: [outcome.token.id] }
  const { finding } = outcome.lost
  return { said: finding.kind, ids: finding.kind === 'made' ? finding.tokens.map(({ id }) => id) : [] }
}
const failed = (thrown: unknown): Found => ({ said: codeOf(thrown), ids: [] })

async function go({ server }: Cell): Promise<Found> {
  const gate = gates.get(server)
  gate?.open()
  return (await gate?.outcome) ?? { said: 'not begun', ids: [] }
}

const matrix: Matrix = { begin, go }
Object.assign(globalThis, { matrix })
