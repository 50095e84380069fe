import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { decode, encode, type Call, type Message } from './message.ts'

/** A connection to the person's message bus. */
export interface Bus {
  /** @returns the answer's body @throws Error for an answer that is one, and when the connection ends */
  readonly call: (call: Call) => Promise<Message['body']>
  /** Resolves at the next signal of that name from that object. */
  readonly signal: (path: string, member: string) => Promise<Message['body']>
  readonly close: () => void
}

const DAEMON = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const

/** @throws Error where there is no bus, or one that is reached in another way than by a socket of this machine */
export async function connectBus(address = process.env['DBUS_SESSION_BUS_ADDRESS']): Promise<Bus> {
  const socket = connect(socketPath(address))
  try {
    await greet(socket)
    const bus = speak(socket)
    await bus.call({ ...DAEMON, member: 'Hello', signature: '', args: [] })
    return bus
  } catch (thrown) {
    socket.destroy()
    throw thrown
  }
}

/** The first socket of an address such as `unix:path=/run/user/1000/bus,guid=…`. */
export function socketPath(address = `unix:path=/run/user/${userId()}/bus`): string {
  const [, kind, path = ''] = /(?:^|;)unix:(?:[^;]*,)?(path|abstract)=([^,;]*)/.exec(address) ?? []
  if (kind === undefined) throw new Error('No socket')
  // A name that begins with a zero byte is an abstract one, of Linux.
  return `${kind === 'abstract' ? '\0' : ''}${decodeURIComponent(path)}`
}

const userId = (): string => String(process.getuid?.() ?? '')

/** Says who we are; the kernel vouches for it. The bus says nothing more until it is called. */
async function greet(socket: Socket): Promise<void> {
  await once(socket, 'connect')
  socket.write(`\0AUTH EXTERNAL ${Buffer.from(userId()).toString('hex')}\r\n`)
  const [answer] = (await once(socket, 'data')) as [Buffer]
  if (!answer.toString().startsWith('OK ')) throw new Error('Refused')
  socket.write('BEGIN\r\n')
}

interface Waiting {
  readonly isIt: (message: Message) => boolean
  readonly resolve: (body: Message['body']) => void
  readonly reject: (reason: Error) => void
}

function speak(socket: Socket): Bus {
  let waiting: readonly Waiting[] = []
  let unread = Buffer.alloc(0)
  let serial = 0

  const next = (isIt: Waiting['isIt']): Promise<Message['body']> =>
    new Promise((resolve, reject) => (waiting = [...waiting, { isIt, resolve, reject }]))

  function hear(message: Message): void {
    const one = waiting.find(({ isIt }) => isIt(message))
    waiting = waiting.filter((other) => other !== one)
    if (message.kind === 'error') one?.reject(new Error('The bus says no'))
    else one?.resolve(message.body)
  }

  socket.on('data', (bytes) => {
    unread = Buffer.concat([unread, bytes])
    for (let read = decode(unread); read; read = decode(unread)) {
      unread = unread.subarray(read.length)
      hear(read.message)
    }
  })
  // Said by what waits; an error without a listener would end the process.
  socket.on('error', () => undefined)
  socket.on('close', () => {
    for (const { reject } of waiting) reject(new Error('The bus is gone'))
  })

  return {
    call(call) {
      const mine = (serial += 1)
      const answer = next(({ replyTo }) => replyTo === mine)
      socket.write(encode(call, mine))
      return answer
    },
    signal: (path, member) =>
      next((message) => message.kind === 'signal' && message.path === path && message.member === member),
    close: () => void socket.destroy(),
  }
}
