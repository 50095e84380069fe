import { describe, expect, it } from 'vitest'
import { commandOf, controlName, type Press } from '../../../../src/renderer/app/keys.ts'

const press = (key: string, part: Partial<Press> = {}): Press => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  typing: false,
  ...part,
})
const control = { ctrlKey: true }
const alt = { altKey: true }

describe('commandOf', () => {
  it.each([
    ['n', control, 'new-token'],
    ['r', control, 'refresh'],
    ['f', control, 'search'],
    ['PageDown', control, 'next-page'],
    ['PageUp', control, 'previous-page'],
    [',', control, 'settings'],
    ['/', control, 'shortcuts'],
    ['ArrowLeft', alt, 'back'],
    ['ArrowRight', alt, 'forward'],
    ['F5', {}, 'refresh'],
    ['?', { shiftKey: true }, 'shortcuts'],
  ] as const)('%s with %o is %s', (key, part, command) => {
    expect(commandOf(press(key, part), 'linux')).toBe(command)
  })

  it.each([
    ['т', 'KeyN', 'new-token'],
    ['К', 'KeyR', 'refresh'],
    ['а', 'KeyF', 'search'],
    ['б', 'Comma', 'settings'],
    // Greek, Hebrew: that of the place.
    ['ν', 'KeyN', 'new-token'],
    ['/', 'KeyQ', 'shortcuts'],
  ] as const)('Ctrl and %s, where %s is on other keyboards, is %s', (key, code, command) => {
    expect(commandOf(press(key, { ...control, code }), 'linux')).toBe(command)
  })

  it('takes a letter for itself, wherever its key is', () => {
    expect(commandOf(press('n', { ...control, code: 'KeyL' }), 'linux')).toBe('new-token')
    expect(commandOf(press('b', { ...control, code: 'KeyN' }), 'linux')).toBeUndefined()
    expect(commandOf(press('é', { ...control, code: 'Digit2' }), 'linux')).toBeUndefined()
    expect(commandOf(press('ö', { ...control, code: 'Comma' }), 'linux')).toBeUndefined()
  })

  it('leaves other keys alone', () => {
    expect(commandOf(press('n'), 'linux')).toBeUndefined()
    expect(commandOf(press('PageDown'), 'linux')).toBeUndefined()
    expect(commandOf(press('n', { ctrlKey: true, shiftKey: true }), 'linux')).toBeUndefined()
    expect(commandOf(press('a', control), 'linux')).toBeUndefined()
  })

  it('takes capital letters of Caps Lock for the same', () => {
    expect(commandOf(press('N', control), 'linux')).toBe('new-token')
  })

  it('uses the command key on a Mac, and not Control', () => {
    expect(commandOf(press('n', { metaKey: true }), 'darwin')).toBe('new-token')
    expect(commandOf(press('n', control), 'darwin')).toBeUndefined()
    expect(commandOf(press('n', { metaKey: true }), 'linux')).toBeUndefined()
  })

  it('lets a question mark be typed', () => {
    expect(commandOf(press('?', { typing: true }), 'linux')).toBeUndefined()
  })

  it('lets Option and an arrow move by a word in a field on a Mac', () => {
    expect(commandOf(press('ArrowLeft', { altKey: true, typing: true }), 'darwin')).toBeUndefined()
    expect(commandOf(press('ArrowLeft', { altKey: true, typing: true }), 'win32')).toBe('back')
  })
})

it('names the key as the keyboard does', () => {
  expect([controlName('darwin'), controlName('win32')]).toEqual(['⌘', 'Ctrl'])
})
