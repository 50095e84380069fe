import { expect, it } from 'vitest'
import type { ContextMenuParams } from 'electron'
import { editItems } from '../../../../src/main/window/edit-items.ts'

const flags = (part: Partial<ContextMenuParams['editFlags']> = {}): ContextMenuParams['editFlags'] => ({
  canUndo: false,
  canRedo: false,
  canCut: false,
  canCopy: false,
  canPaste: false,
  canDelete: false,
  canSelectAll: false,
  canEditRichly: false,
  ...part,
})

it('offers in a field what can be done there', () => {
  const editFlags = flags({ canPaste: true, canSelectAll: true })
  const items = editItems({ isEditable: true, selectionText: '', editFlags })
  expect(items.filter(({ role }) => role).map(({ role, enabled }) => [role, enabled])).toEqual([
    ['cut', false],
    ['copy', false],
    ['paste', true],
    ['selectAll', true],
  ])
})

it('offers to copy marked text, and nothing where there is none', () => {
  const editFlags = flags({ canCopy: true })
  expect(editItems({ isEditable: false, selectionText: 'Zapier', editFlags })).toEqual([
    { role: 'copy', enabled: true },
  ])
  expect(editItems({ isEditable: false, selectionText: ' ', editFlags })).toEqual([])
})
