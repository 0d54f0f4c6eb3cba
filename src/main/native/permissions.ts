import type { Session } from 'electron'
import { isOwnPage } from './external-links.ts'

const allowed = new Set(['clipboard-sanitized-write', 'notifications'])

type Port = Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'>

/** Camera, location, devices and the rest are denied; copying and notifications are for our own page. */
export function denyPermissions(session: Port): void {
  session.setPermissionRequestHandler((contents, permission, answer) => answer(allowed.has(permission) && isOwnPage(contents.getURL())))
  session.setPermissionCheckHandler((_contents, permission, origin) => allowed.has(permission) && isOwnPage(origin))
  session.setDevicePermissionHandler(() => false)
}
