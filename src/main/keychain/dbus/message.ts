/**
 * As much of D-Bus's wire format as the Secret Service is asked with: calls whose arguments are texts and object paths.
 * https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol
 */
export interface Call {
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  /** Of the arguments; `ao` is a list of object paths. */
  readonly signature: '' | 's' | 'ss' | 'ao'
  readonly args: readonly string[]
}

export interface Message {
  readonly kind: 'reply' | 'error' | 'signal' | 'call'
  /** The serial of the call that it answers. */
  readonly replyTo: number
  readonly path: string
  readonly member: string
  readonly body: Reader
}

export interface Reader {
  readonly byte: () => number
  readonly number: () => number
  /** A text or an object path. */
  readonly text: () => string
  readonly signature: () => string
  /** To the next multiple. */
  readonly align: (to: number) => void
  readonly at: () => number
}

const KINDS: readonly Message['kind'][] = ['call', 'reply', 'error', 'signal']
const FIELD = { path: 1, interface: 2, member: 3, replyTo: 5, destination: 6, signature: 8 } as const
/** Bytes before the fields of a header: four flags, the body's length, the serial, the fields' length. */
const FIXED = 16

const padding = (length: number, to: number): number => (to - (length % to)) % to
const aligned = (bytes: Buffer, to: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc(padding(bytes.length, to))])

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
const text = (value: string): Buffer =>
  Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(`${value}\0`)])
const signature = (value: string): Buffer => Buffer.from(`${String.fromCharCode(value.length)}${value}\0`)

/** One after the other, each at a multiple of `to`. */
const row = (parts: readonly Buffer[], to: number): Buffer =>
  parts.reduce((before, part) => Buffer.concat([aligned(before, to), part]), Buffer.alloc(0))

function field(code: number, type: 'o' | 's' | 'g', value: string): Buffer {
  const start = Buffer.concat([Buffer.from([code]), signature(type)])
  return type === 'g' ? Buffer.concat([start, signature(value)]) : row([start, text(value)], 4)
}

function bodyOf({ signature: types, args }: Call): Buffer {
  const texts = row(args.map(text), 4)
  return types === 'ao' ? Buffer.concat([number(texts.length), texts]) : texts
}

/** @param serial from 1, unique on its connection */
export function encode(call: Call, serial: number): Buffer {
  const body = bodyOf(call)
  const fields = row(
    [
      field(FIELD.path, 'o', call.path),
      field(FIELD.interface, 's', call.interface),
      field(FIELD.member, 's', call.member),
      field(FIELD.destination, 's', call.destination),
      ...(call.signature === '' ? [] : [field(FIELD.signature, 'g', call.signature)]),
    ],
    8,
  )
  const start = Buffer.concat([Buffer.from('l\x01\0\x01'), number(body.length), number(serial)])
  return Buffer.concat([aligned(Buffer.concat([start, number(fields.length), fields]), 8), body])
}

/** @returns the first message of `bytes` and its length; nothing while it is not whole */
export function decode(bytes: Buffer): { readonly message: Message; readonly length: number } | undefined {
  if (bytes.length < FIXED) return undefined
  const isLittle = bytes[0] === 0x6c
  const header = readerOf(bytes, isLittle, 4)
  const bodyLength = header.number()
  header.number()
  const end = FIXED + header.number()
  const bodyAt = end + padding(end, 8)
  const length = bodyAt + bodyLength
  if (bytes.length < length) return undefined
  const kind = KINDS[(bytes[1] ?? 1) - 1] ?? 'call'
  const body = readerOf(bytes.subarray(bodyAt, length), isLittle)
  return { length, message: { kind, body, ...fieldsUntil(end, header) } }
}

function fieldsUntil(end: number, header: Reader): Pick<Message, 'path' | 'member' | 'replyTo'> {
  const fields = new Map<number, string | number>()
  while (header.at() < end) {
    header.align(8)
    const code = header.byte()
    const type = header.signature()
    fields.set(code, type === 'u' ? header.number() : type === 'g' ? header.signature() : header.text())
  }
  return {
    path: String(fields.get(FIELD.path) ?? ''),
    member: String(fields.get(FIELD.member) ?? ''),
    replyTo: Number(fields.get(FIELD.replyTo) ?? 0),
  }
}

/** Reads one value after the other, each at its alignment. Beyond the end there are zeros and empty texts. */
function readerOf(bytes: Buffer, isLittle: boolean, from = 0): Reader {
  let at = from
  const align = (to: number): void => void (at += padding(at, to))
  const byte = (): number => bytes[at++] ?? 0
  function number(): number {
    align(4)
    const four = bytes.subarray(at, (at += 4))
    if (four.length < 4) return 0
    return isLittle ? four.readUInt32LE() : four.readUInt32BE()
  }
  function chars(length: number): string {
    const value = bytes.toString('utf8', at, at + length)
    at += length + 1
    return value
  }
  return { at: () => at, align, byte, number, text: () => chars(number()), signature: () => chars(byte()) }
}
