import { describe, expect, it } from 'vitest'
import { errorOf, parseAnswer, readCapped } from '../../../../src/main/webitel/answer.ts'
import { tokenPageAnswer } from '../../../../src/main/webitel/schemas.ts'

const own = (status: number, detail = 'as it says') => ({
  status,
  text: JSON.stringify({ id: 'app.some.error', code: status, detail, status: 'Words' }),
})
const html = (status: number) => ({ status, text: '<html><h1>A proxy</h1></html>' })

describe('errorOf', () => {
  it.each([
    [400, 'invalid'],
    [401, 'session-ended'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [412, 'invalid'],
    [429, 'rate-limited'],
    // Nobody knows what became of what was asked.
    [408, 'timeout'],
    [499, 'timeout'],
    [500, 'server'],
  ])('takes %i in Webitel’s own words for %s', (status, code) => {
    expect(errorOf(own(status)).error).toMatchObject({ code, status, message: 'as it says' })
  })

  it.each([400, 401, 403, 404])("takes a proxy's %i for no word of Webitel", (status) => {
    expect(errorOf(html(status)).error).toMatchObject({ code: 'not-webitel', message: '' })
  })

  it('takes 429, 407 and 5xx for what they are, whoever sent them', () => {
    expect([429, 407, 502].map((status) => errorOf(html(status)).error.code)).toEqual([
      'rate-limited',
      'proxy',
      'server',
    ])
  })

  it("passes on one readable line of the server's words", () => {
    expect(errorOf(own(400, `two\nlines\u0007 ${'x'.repeat(1000)}`)).error.message).toMatch(
      /^two lines x{200,300}…$/,
    )
  })
})

describe('parseAnswer', () => {
  const read = (text: string) => parseAnswer({ status: 200, text }, tokenPageAnswer)

  it('reads what is left out as empty, zero, false', () => {
    expect(read('{}')).toEqual({ items: [], next: false, unreadable: 0 })
    expect(read('{"items":[{"id":"a"}]}').items[0]).toMatchObject({ id: 'a', usage: '' })
  })

  it('drops a secret that a list should not hold', () => {
    expect(JSON.stringify(read('{"items":[{"id":"a","token":"s3cret"}]}'))).not.toContain('s3cret')
  })

  it.each(['', '{"items":[{"id":"a"},', '[]', 'null', '"text"', '{"items":{}}', '{"items":"a"}'])(
    'never reads %j as a list without tokens',
    (text) => expect(() => read(text)).toThrow('bad-answer'),
  )

  it('tells a page from an answer', () => {
    expect(() => read('<!doctype html>')).toThrow('not-webitel')
  })
})

describe('readCapped', () => {
  it('reads to the end, and no further than the limit', async () => {
    expect(await readCapped(new Response('abc'), 3)).toEqual({ status: 200, text: 'abc' })
    await expect(readCapped(new Response('abcd'), 3)).rejects.toThrow('too-large')
  })
})

describe('what the server says', () => {
  it('is cut without leaving half a character', () => {
    for (const detail of ['🔑'.repeat(400), `a${'🔑'.repeat(400)}`]) {
      const { message } = errorOf(own(400, detail)).error
      expect(message.isWellFormed()).toBe(true)
      expect(message.length).toBeLessThanOrEqual(301)
      expect(message.endsWith('🔑…')).toBe(true)
    }
  })

  it.each(['', '   ', '\u0000\u001b\u0007\n'])('as %j is nothing', (detail) => {
    expect(errorOf(own(400, detail)).error.message).toBe('')
  })

  it.each(['null', '5', '[]', '"words"', '{"id":5}', '{"detail":"no id"}'])(
    'is not Webitel’s in %j',
    (text) => {
      expect(errorOf({ status: 403, text }).error).toMatchObject({ code: 'not-webitel', message: '' })
    },
  )

  it('is worth another try after 429 and 5xx only', () => {
    const worth = [400, 401, 403, 404, 409, 412, 422, 429, 500, 501, 503].filter(
      (status) => errorOf(own(status)).error.retryable,
    )
    expect(worth).toEqual([429, 500, 501, 503])
  })
})

describe('readCapped, of a stream', () => {
  it('stops at the limit, without reading the rest', async () => {
    let read = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        read += 1
        controller.enqueue(new Uint8Array(10))
      },
    })
    await expect(readCapped(new Response(endless), 25)).rejects.toThrow('too-large')
    expect(read).toBeLessThan(6)
  })

  it('puts a character together that two chunks share', async () => {
    const bytes = Buffer.from('🔑')
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    expect(await readCapped(new Response(stream))).toEqual({ status: 200, text: '🔑' })
  })
})
