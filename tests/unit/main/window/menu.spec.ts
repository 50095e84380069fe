import { expect, it, vi } from 'vitest'

vi.mock('electron', () => ({ Menu: {} }))

import { menuTemplate } from '../../../../src/main/window/menu.ts'

it('zooms with the keys beside Backspace without Shift, and with those of the number pad', () => {
  const view = menuTemplate('linux', vi.fn()).find(({ label }) => label === '&View')
  const items = view?.submenu as readonly { role?: string; accelerator?: string; visible?: boolean }[]
  const aliases = items.filter(({ visible }) => visible === false)
  expect(aliases.map(({ role, accelerator }) => [role, accelerator])).toEqual([
    ['zoomIn', 'CmdOrCtrl+='],
    ['zoomIn', 'CmdOrCtrl+numadd'],
    ['zoomOut', 'CmdOrCtrl+numsub'],
    ['resetZoom', 'CmdOrCtrl+num0'],
  ])
})
