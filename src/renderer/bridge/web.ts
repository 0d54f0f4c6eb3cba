import { parseLinkHash } from '../../shared/contract/deep-link.ts'
import type { DeepLink } from '../../shared/contract/deep-link.ts'
import type { Desktop, SecretName } from './desktop.ts'
import { onPageUpdate, usePageUpdate } from './keep-page-offline.ts'
import { openWebFiles, saveWebFile } from './web-files.ts'

/** The same calls with what a browser has. */
export function openWeb(page: Window): Desktop {
  const memory = new Map<SecretName, string>()
  const title = titleOf(page.document)
  return {
    kind: 'web',
    info: async () => ({ version: null, platform: platformOf(page.navigator), serverOrigin: page.location.origin }),
    useServer: async () => ({ kind: 'fixed' }),
    secrets: {
      read: async name => memory.get(name) ?? null,
      write: async (name, value) => { memory.set(name, value); return { durable: false } },
      delete: async name => { memory.delete(name) },
    },
    notify: async note => notifyOnWeb(page, note),
    allowNotifications: async () => (await notificationsOf(page)?.requestPermission()) === 'granted',
    showSyncState: async look => title.set({ needsLook: look === 'attention' }),
    showBadge: async count => {
      title.set({ count })
      // Installed as an app, the icon can carry the number too; elsewhere the title does.
      await page.navigator.setAppBadge?.(count).catch(() => undefined)
    },
    saveFile: (name, bytes) => saveWebFile(page, name, bytes),
    openFiles: question => openWebFiles(page.document, question),
    printPage: async () => { page.print(); return { kind: 'printed' } },
    openExternal: async url => openOnWeb(page, url),
    setTheme: async () => undefined,
    onDeepLink: listener => listenForHash(page, listener),
    // A browser has no menu of ours: the same actions are on the keys and in the palette.
    onMenuCommand: () => () => undefined,
    onUpdateReady: listener => onPageUpdate(() => listener(null)),
    installUpdate: async () => usePageUpdate(page.navigator.serviceWorker, () => page.location.reload()),
  }
}

const notificationsOf = (page: Window): typeof Notification | undefined => (page as Window & { Notification?: typeof Notification }).Notification

function notifyOnWeb(page: Window, note: Parameters<Desktop['notify']>[0]): { kind: 'shown' } | { kind: 'unsupported' } {
  const Notifications = notificationsOf(page)
  if (Notifications?.permission !== 'granted') return { kind: 'unsupported' }
  try {
    const shown = new Notifications(note.title, { body: note.body })
    shown.addEventListener('click', () => {
      page.focus()
      if (note.opens !== undefined) page.location.hash = `open/${note.opens.kind}/${note.opens.id}`
    })
    return { kind: 'shown' }
  } catch {
    // Chrome on Android offers the class and refuses to construct it.
    return { kind: 'unsupported' }
  }
}

function openOnWeb(page: Window, url: string): { kind: 'opened' } | { kind: 'refused' } {
  if (!/^(https:\/\/|mailto:)/i.test(url)) return { kind: 'refused' }
  page.open(url, '_blank', 'noopener,noreferrer')
  return { kind: 'opened' }
}

function listenForHash(page: Window, listener: (link: DeepLink) => void): () => void {
  const read = (): void => {
    const link = parseLinkHash(page.location.hash)
    if (link === null) return
    page.history.replaceState(page.history.state, '', page.location.pathname + page.location.search)
    listener(link)
  }
  page.addEventListener('hashchange', read)
  // Later, as in the shell: the caller holds the stop function before the first link arrives.
  queueMicrotask(read)
  return () => page.removeEventListener('hashchange', read)
}

/** Before the page's own title: the number of things that wait, and a mark when one needs a look. */
function titleOf(document: Document): { set(change: { count?: number; needsLook?: boolean }): void } {
  let state = { count: 0, needsLook: false }
  return {
    set(change) {
      state = { ...state, ...change }
      const plain = document.title.replace(/^(?:\(\d+\) )?(?:! )?/, '')
      document.title = `${state.count > 0 ? `(${state.count}) ` : ''}${state.needsLook ? '! ' : ''}${plain}`
    },
  }
}

function platformOf(navigator: Navigator): 'darwin' | 'win32' | 'linux' | 'other' {
  const agent = navigator.userAgent
  if (/Mac OS X|Macintosh/.test(agent)) return 'darwin'
  if (/Windows/.test(agent)) return 'win32'
  return /Linux/.test(agent) ? 'linux' : 'other'
}
