import type { Session } from 'electron'

/**
 * The page needs no camera, no place, no notification, not even the clipboard: copying goes through main.
 * Both handlers, since some checks ask without a request. Electron's checklist, 5.
 */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
}
