import { defineInterface, sessionBus, Variant, type MessageBus } from 'dbus-native'
import type { Bus } from './bus.ts'
import { seal } from './secret-exchange.ts'

/** What asks for the password of a keyring on GNOME's behalf, and whoever answers: here both are a program. */
export interface Prompter {
  /** Resolves when somebody is asked. */
  readonly asked: () => Promise<void>
  /** This and the next wait for it, and answer. */
  readonly answer: (password: string) => Promise<void>
  readonly dismiss: () => Promise<void>
  readonly stop: () => Promise<void>
}

interface Question {
  /** Who asks. */
  readonly sender: string
  readonly path: string
  /** What the answer is sealed by. */
  readonly exchange: string
}

const NAME = 'org.gnome.keyring.SystemPrompter'
const PROMPTER = 'org.gnome.keyring.internal.Prompter'
/** Of a new password: one without any strength is taken for none, and asked about. As gcr says it, a variant in another. */
const STRENGTH = { 'password-strength': new Variant('v', new Variant('i', 1)) }

/** On our own bus alone: on another one there may be the person's. */
export async function startPrompter(bus: Bus): Promise<Prompter> {
  const connection = sessionBus({ busAddress: bus.address })
  let next = Promise.withResolvers<Question>()
  await connection.export(
    '/org/gnome/keyring/Prompter',
    prompting(connection, (one) => next.resolve(one)),
  )
  await connection.requestName(NAME, 0)

  async function reply(word: 'yes' | 'no', textOf: (exchange: string) => string): Promise<void> {
    const { exchange, ...question } = await next.promise
    next = Promise.withResolvers()
    await ready(connection, question, word, textOf(exchange))
  }

  return {
    asked: async () => void (await next.promise),
    answer: (password) => reply('yes', (exchange) => seal(password, exchange)),
    dismiss: () => reply('no', () => ''),
    stop: () => connection.close(),
  }
}

/** A prompt is begun, told to be ready, asks as often as it takes, and is stopped. */
function prompting(bus: MessageBus, onQuestion: (question: Question) => void) {
  const method = (
    args: Record<string, string>,
    handler: (path: string, sender: string, exchange: string) => unknown,
  ) => ({
    in: args,
    handler: (given: Record<string, string>, { sender = '' }) => {
      // After the answer to the call itself: one waits for it.
      setImmediate(() => handler(given['path'] ?? '', sender, given['exchange'] ?? ''))
    },
  })
  return defineInterface({
    name: PROMPTER,
    methods: {
      BeginPrompting: method({ path: 'o' }, (path, sender) => ready(bus, { path, sender }, '', '')),
      PerformPrompt: method(
        { path: 'o', type: 's', properties: 'a{sv}', exchange: 's' },
        (path, sender, exchange) => onQuestion({ path, sender, exchange }),
      ),
      StopPrompting: method({ path: 'o' }, () => undefined),
    },
  })
}

const ready = (
  bus: MessageBus,
  { sender, path }: Omit<Question, 'exchange'>,
  word: string,
  exchange: string,
): PromiseLike<unknown> =>
  bus.invoke({
    destination: sender,
    path,
    interface: `${PROMPTER}.Callback`,
    member: 'PromptReady',
    signature: 'sa{sv}s',
    body: [word, STRENGTH, exchange],
  })
