import type { Menu, NativeImage, Tray as ElectronTray } from 'electron'

export type TrayLook = 'synced' | 'working' | 'waiting' | 'offline' | 'attention'
export type TrayParts = Readonly<{
  create: (icon: NativeImage) => Pick<ElectronTray, 'setImage' | 'setToolTip' | 'setContextMenu' | 'on'>
  iconOf: (look: TrayLook) => NativeImage
  menuOf: (items: { label: string; enabled?: boolean; click?: () => void }[]) => Menu
  openWindow: () => void
  quit: () => void
}>

/** The sync state beside the clock. Made at the first state, since before sign-in there is nothing to say. */
export class SyncTray {
  readonly #parts: TrayParts
  #tray: ReturnType<TrayParts['create']> | null = null

  constructor(parts: TrayParts) {
    this.#parts = parts
  }

  setState(look: TrayLook, label: string): void {
    const { create, iconOf, menuOf, openWindow, quit } = this.#parts
    const icon = iconOf(look)
    if (this.#tray === null) {
      this.#tray = create(icon)
      this.#tray.on('click', openWindow)
    } else {
      this.#tray.setImage(icon)
    }
    this.#tray.setToolTip(label === '' ? 'Shortlist' : `Shortlist: ${label}`)
    this.#tray.setContextMenu(menuOf([
      { label: label === '' ? 'Shortlist' : label, enabled: false },
      { label: 'Open Shortlist', click: openWindow },
      { label: 'Quit', click: quit },
    ]))
  }
}
