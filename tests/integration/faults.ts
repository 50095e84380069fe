import type { FaultKind } from '../../tools/webitel-server/index.ts'

/**
 * What a request may come to: `ok`, the code of an error, or for a create whose answer was lost what was found. A create
 * that succeeded says how many more tokens are new.
 */
export type Outcome = string

export interface Row {
  readonly name: string
  readonly fault: FaultKind
  /** How many requests meet it; without end unless told. */
  readonly times?: number
  readonly signIn: Outcome
  readonly userinfo: Outcome
  readonly list: Outcome
  readonly create: Outcome
  readonly rename: Outcome
  readonly remove: Outcome
  /** The server says what is not so: its state is not what it reports, and nobody could know. */
  readonly lies?: boolean
}

type Cells = Pick<Row, 'signIn' | 'userinfo' | 'list' | 'create' | 'rename' | 'remove'>

const all = (code: Outcome): Cells => ({
  signIn: code,
  userinfo: code,
  list: code,
  create: code,
  rename: code,
  remove: code,
})

const row = (name: string, fault: FaultKind, cells: Cells, more: Pick<Row, 'times' | 'lies'> = {}): Row => ({
  name,
  fault,
  ...cells,
  ...more,
})

const status = (code: number, body: 'json' | 'html' | 'none', after = false): FaultKind => ({
  kind: 'status',
  status: code,
  body,
  after,
})

const NONE = 'lost: none'
const MADE = 'lost: made'

/** What is only shown, and values that no server should write there. */
const ODD_FIELDS: readonly (readonly [string, unknown])[] = [
  ['created_at', 8.64e15 + 1024],
  ['created_at', '-62135596800000'],
  ['created_at', ''],
  ['created_by', { name: 'no id' }],
  ['created_by', 'Olena'],
  ['updated_at', 'NaN'],
  ['updated_by', []],
  ['deleted_at', '0001-01-01T00:00:00Z'],
  ['deleted_by', { id: { deep: [{}] } }],
  ['user', null],
  ['name', {}],
  ['permissions', null],
  ['permissions', 'read'],
  ['scope', [null, 5]],
  ['roles', 7],
  ['license', [{ prod: null }]],
  ['expires_at', '9'.repeat(30)],
  ['providers', [null]],
  ['next', 'false'],
  ['page', {}],
]

/** The table of faults: what goes wrong × what was asked → what is said. */
export const ROWS: readonly Row[] = [
  // A proxy's page with such a status is not Webitel's word.
  row('401, HTML', status(401, 'html'), { ...all('not-webitel'), create: NONE }),
  row('403, HTML', status(403, 'html'), { ...all('not-webitel'), create: NONE }),
  row('404, HTML', status(404, 'html'), { ...all('not-webitel'), create: NONE }),
  row(
    '200, HTML',
    { kind: 'content-type', type: 'text/html', body: 'html' },
    {
      ...all('not-webitel'),
      create: MADE,
      rename: 'ok',
      remove: 'ok',
    },
  ),
  row('400', status(400, 'json'), { ...all('invalid'), signIn: 'unauthorized' }),
  row('401', status(401, 'json'), { ...all('session-ended'), signIn: 'unauthorized' }),
  row('403', status(403, 'json'), all('forbidden')),
  row('404', status(404, 'json'), { ...all('not-found'), remove: 'ok' }, { lies: true }),
  // A 407 is missing: Node's fetch, which stands in for Electron's here, makes it a network error.
  row('429 on and on', { kind: '429', retryAfter: 0 }, all('rate-limited')),
  row(
    '429 once, seconds',
    { kind: '429', retryAfter: 0 },
    // A deletion is asked for again by its job, at its pace.
    { ...all('rate-limited'), userinfo: 'ok', list: 'ok' },
    { times: 1 },
  ),
  row(
    '429 once, a date',
    { kind: '429', retryAfter: 'date', seconds: 0 },
    // A deletion is asked for again by its job, at its pace.
    { ...all('rate-limited'), userinfo: 'ok', list: 'ok' },
    { times: 1 },
  ),
  row('500', status(500, 'json'), { ...all('server'), create: NONE }),
  row('502, HTML', status(502, 'html'), { ...all('server'), create: NONE }),
  row('503, nothing', status(503, 'none'), { ...all('server'), create: NONE }),
  row(
    '502 once',
    status(502, 'html'),
    { ...all('ok'), signIn: 'server', create: NONE, rename: 'server', remove: 'server' },
    { times: 1 },
  ),
  row('502 after the work', status(502, 'html', true), {
    ...all('server'),
    create: MADE,
    rename: 'ok',
    remove: 'ok',
  }),
  row(
    '502, the work done later',
    { kind: 'late-work', status: 502, afterMs: 30 },
    {
      ...all('server'),
      create: MADE,
      remove: 'server',
    },
    { lies: true },
  ),
  row('dropped before', { kind: 'drop', when: 'before' }, { ...all('connection-lost'), create: NONE }),
  row(
    'dropped before, once',
    { kind: 'drop', when: 'before' },
    { ...all('ok'), signIn: 'connection-lost', create: NONE, rename: 'connection-lost' },
    { times: 1 },
  ),
  row(
    'dropped after',
    { kind: 'drop', when: 'after' },
    { ...all('connection-lost'), create: MADE, rename: 'ok', remove: 'ok' },
  ),
  row(
    'dropped in the headers',
    { kind: 'drop', when: 'headers' },
    {
      ...all('connection-lost'),
      create: MADE,
      rename: 'ok',
      remove: 'ok',
    },
  ),
  row(
    'dropped in the body',
    { kind: 'drop', when: 'body' },
    { ...all('connection-lost'), create: MADE, rename: 'ok', remove: 'ok' },
  ),
  row(
    'cut-off JSON',
    { kind: 'cut-body' },
    { ...all('bad-answer'), create: MADE, rename: 'ok', remove: 'ok' },
  ),
  row(
    'mistyped fields',
    { kind: 'mistyped-body', as: 'fields' },
    { ...all('bad-answer'), create: MADE, rename: 'ok', remove: 'ok' },
  ),
  row(
    'a list instead',
    { kind: 'mistyped-body', as: 'list' },
    { ...all('bad-answer'), create: MADE, rename: 'ok', remove: 'ok' },
  ),
  row(
    'a text instead',
    { kind: 'mistyped-body', as: 'text' },
    { ...all('bad-answer'), create: MADE, rename: 'ok', remove: 'ok' },
  ),
  row(
    'null instead',
    { kind: 'mistyped-body', as: 'null' },
    { ...all('bad-answer'), create: MADE, rename: 'ok', remove: 'ok' },
  ),
  row(
    'an empty answer',
    { kind: 'empty-body' },
    { ...all('bad-answer'), create: MADE, rename: 'ok', remove: 'ok' },
  ),
  row(
    'an empty success',
    { kind: 'no-content' },
    {
      ...all('bad-answer'),
      create: MADE,
      rename: 'ok',
      remove: 'ok',
    },
  ),
  // One odd value costs no more than itself.
  row('null where a field is left out', { kind: 'null-fields' }, all('ok')),
  row('a byte order mark', { kind: 'byte-order-mark' }, all('ok')),
  ...ODD_FIELDS.map(([field, value]) =>
    row(`${field}: ${JSON.stringify(value).slice(0, 30)}`, { kind: 'odd-field', field, value }, all('ok')),
  ),
  row(
    'no secret in the answer',
    { kind: 'secretless-body' },
    { ...all('ok'), create: 'lost: made, certain' },
  ),
  row('done twice', { kind: 'twice' }, { ...all('ok'), create: 'ok, and 1 more' }),
  row('421 after the work', status(421, 'none', true), {
    ...all('not-webitel'),
    // Node's fetch, which stands in for Electron's here, makes it a network error.
    signIn: 'connection-lost',
    create: MADE,
    rename: 'ok',
    remove: 'ok',
  }),
  row('another content type', { kind: 'content-type', type: 'text/plain', body: 'same' }, all('ok')),
  row('hanging before', { kind: 'hang', when: 'before' }, { ...all('timeout'), create: NONE }),
  row(
    'hanging after',
    { kind: 'hang', when: 'after' },
    { ...all('timeout'), create: MADE, rename: 'ok', remove: 'ok' },
  ),
  row(
    'hanging in the body',
    { kind: 'hang', when: 'body' },
    { ...all('timeout'), create: MADE, rename: 'ok', remove: 'ok' },
  ),
  row(
    'sent elsewhere',
    { kind: 'redirect', to: 'http://elsewhere.invalid/' },
    { ...all('redirected'), create: NONE },
  ),
  row(
    'over 20 MB',
    { kind: 'oversize', bytes: 21 * 1024 * 1024 },
    { ...all('too-large'), create: MADE, rename: 'ok', remove: 'ok' },
  ),
]
