import { expect, it, vi } from 'vitest'
import { leaveKeysToInputMethods } from '../../../../src/renderer/app/input-method.ts'

const key = (type: string, fields: object): Event =>
  Object.assign(new Event(type, { cancelable: true }), fields)

function page() {
  const target = new EventTarget()
  leaveKeysToInputMethods(target)
  const heard = vi.fn()
  target.addEventListener('keydown', heard)
  target.addEventListener('keyup', heard)
  return { target, heard }
}

it.each([
  ['Escape while composing', { key: 'Escape', isComposing: true, keyCode: 27 }],
  ['a key that the input method took', { key: 'Process', isComposing: false, keyCode: 229 }],
])('keeps %s from the handlers of the page', (_, fields) => {
  const { target, heard } = page()
  for (const type of ['keydown', 'keyup']) expect(target.dispatchEvent(key(type, fields))).toBe(true)
  expect(heard).not.toHaveBeenCalled()
})

it('lets every other key through', () => {
  const { target, heard } = page()
  target.dispatchEvent(key('keydown', { key: 'Escape', isComposing: false, keyCode: 27 }))
  expect(heard).toHaveBeenCalledTimes(1)
})
