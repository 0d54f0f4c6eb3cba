import type { MenuCommand, PreloadBridge } from '../../shared/contract/ipc.ts'
import type { Desktop, SecretName } from './desktop.ts'

/** The desktop through the preload's bridge. */
export function openShell({ calls, events }: PreloadBridge, document: Document): Desktop {
  return {
    kind: 'shell',
    info: () => calls['app:info']({}),
    useServer: address => calls['server:use']({ address }),
    secrets: shellSecrets(calls),
    notify: note => calls['notification:show'](note),
    allowNotifications: async () => true,
    showSyncState: async (look, label) => { await calls['tray:setState']({ look, label }) },
    showBadge: async count => { await calls['badge:set']({ count }) },
    saveFile: (suggestedName, bytes) => calls['file:saveAs']({ suggestedName, bytes }),
    openFiles: question => calls['file:open'](question),
    printPage: page => calls['print:toPdf'](page),
    openExternal: url => calls['link:openExternal']({ url }),
    setTheme: async theme => { await calls['theme:set']({ theme }) },
    onDeepLink(listener) {
      const stop = events['deepLink:opened'](listener)
      void calls['deepLink:take']({}).then(({ links }) => links.forEach(listener))
      return stop
    },
    onMenuCommand: listener => events['menu:command'](({ command }) => { if (!editsText(document, command)) listener(command) }),
    onUpdateReady: listener => events['update:ready'](({ version }) => listener(version)),
    installUpdate: async () => { await calls['update:install']({}) },
  }
}

/** Falls back to memory, for as long as the page lives, where the system has no keychain. */
function shellSecrets(calls: PreloadBridge['calls']): Desktop['secrets'] {
  const memory = new Map<SecretName, string>()
  return {
    async read(name) {
      const held = memory.get(name)
      if (held !== undefined) return held
      const answer = await calls['keychain:read']({ name })
      return answer.kind === 'found' ? answer.value : null
    },
    async write(name, value) {
      memory.set(name, value)
      return { durable: (await calls['keychain:write']({ name, value })).kind === 'done' }
    },
    async delete(name) {
      memory.delete(name)
      await calls['keychain:delete']({ name })
    },
  }
}

/**
 * The native menu takes the undo keys before a text field sees them, so they are handed back to it here.
 * (`execCommand` is deprecated and has no successor for this.)
 */
function editsText(document: Document, command: MenuCommand): boolean {
  if (command !== 'undo' && command !== 'redo') return false
  const focused = document.activeElement
  const editable = focused !== null && (focused.matches('input, textarea') || (focused as HTMLElement).isContentEditable)
  if (editable) document.execCommand(command)
  return editable
}
