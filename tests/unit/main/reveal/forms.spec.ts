import { execFileSync } from 'node:child_process'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { copyOf, envName, envOf } from '../../../../src/main/reveal/forms.ts'

const server = 'https://cc.example.com'
/** What servers give, and what one may yet give. */
const PLAIN = ['k7f3m9x2q8wz4tj6ra5vhb1ncd', '7d3c65763905a5857af364e218eda176c0d47103', 'a.b-c_d~e+f/g=']
const ODD = [
  'with space',
  'a#b',
  'a$HOME',
  'a`id`',
  'a"b',
  String.raw`a\b`,
  'a!b',
  'a&b;c|d',
  '%PATH%',
  '*',
  '~root/x',
  'a:~root/x',
]

describe('a token as a header', () => {
  it('is what a request is sent with', () => {
    expect(copyOf({ secret: 'k7f', server }, 'header')).toBe('X-Webitel-Access: k7f')
    expect(copyOf({ secret: 'k7f', server }, 'token')).toBe('k7f')
  })
})

describe.skipIf(process.platform === 'win32')('a token as a command', () => {
  it.each([...PLAIN, ...ODD, "a'b"])('reaches curl as it is: %j', (secret) => {
    const command = copyOf({ secret, server }, 'curl')
    // A shell that shows what curl would be given.
    const shown = execFileSync('sh', ['-c', `curl() { printf '%s\\n' "$@"; }; ${command}`], {
      encoding: 'utf8',
    })
    expect(shown.split('\n')).toEqual(['-H', `X-Webitel-Access: ${secret}`, `${server}/api/userinfo`, ''])
  })

  it('is in quotes that every shell knows, as long as nothing else is needed', () => {
    expect(copyOf({ secret: 'k7f', server }, 'curl')).toMatch(
      / -H "X-Webitel-Access: k7f" "https:\/\/cc\.example\.com\/api\/userinfo"$/,
    )
  })
})

describe('a token as a line of a .env file', () => {
  it.each([...PLAIN, ...ODD])('is read back as it was: %j', (secret) => {
    const line = envOf(secret, 'CRM')
    expect(line.endsWith('\n')).toBe(true)
    expect(parseEnv(line)).toEqual({ CRM: secret })
  })

  it.skipIf(process.platform === 'win32').each([...PLAIN, ...ODD, "a'b"])(
    'is read by a shell as it was: %j',
    (secret) => {
      const script = `${envOf(secret, 'CRM')}printf %s "$CRM"`
      expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(secret)
    },
  )

  it.each([
    ['CRM', 'CRM'],
    ['CRM "prod" (eu)', 'CRM_PROD_EU'],
    ['  éclair-1 ', 'ECLAIR_1'],
    ['2nd line', 'TOKEN_2ND_LINE'],
    ['Звіти', 'WEBITEL_TOKEN'],
    ['🔑', 'WEBITEL_TOKEN'],
    ['', 'WEBITEL_TOKEN'],
    ['a=b\nc', 'A_B_C'],
  ])('is named after %j', (usage, name) => expect(envName(usage)).toBe(name))
})
