import type { Notification, NotificationConstructorOptions } from 'electron'

type Made = Pick<Notification, 'on' | 'show'>
/** Electron's `Notification` class, as far as it is used. */
export type NotificationClass = { new (options: NotificationConstructorOptions): Made; isSupported(): boolean }

/** Kept until clicked or closed: a collected notification never reports its click. */
const shown = new Set<Made>()

export function showNotification(
  Notification: NotificationClass, text: { title: string; body: string }, onClick: () => void,
): { kind: 'shown' } | { kind: 'unsupported' } {
  if (!Notification.isSupported()) return { kind: 'unsupported' }
  const notification = new Notification({ title: text.title, body: text.body })
  shown.add(notification)
  const forget = (): void => { shown.delete(notification) }
  notification.on('click', () => { forget(); onClick() })
  notification.on('close', forget)
  notification.show()
  return { kind: 'shown' }
}
