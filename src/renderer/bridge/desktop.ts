import type { DeepLink } from '../../shared/contract/deep-link.ts'
import type { IpcInput, IpcOutput, MenuCommand, TrayLook } from '../../shared/contract/ipc.ts'

export type SecretName = IpcInput<'keychain:read'>['name']
export type SaveAnswer = IpcOutput<'file:saveAs'>
export type OpenAnswer = IpcOutput<'file:open'>
export type OpenQuestion = IpcInput<'file:open'>
export type AppInfo = Readonly<{ version: string | null; platform: 'darwin' | 'win32' | 'linux' | 'other'; serverOrigin: string | null }>
export type ThemeChoice = IpcInput<'theme:set'>['theme']
export type Stop = () => void

/**
 * All the workstation asks of the computer it runs on. `kind` tells the shell from the web companion, where every
 * call has a counterpart of the browser's.
 */
export type Desktop = Readonly<{
  kind: 'shell' | 'web'
  info(): Promise<AppInfo>
  /** Chooses the server; the page loads anew. On the web the server is the one that served the page: `fixed`. */
  useServer(address: string): Promise<IpcOutput<'server:use'> | { kind: 'fixed' }>
  /**
   * Secrets of this server. `durable` says whether they outlive this page: true under the system's keychain, false on
   * the web (the session is an HttpOnly cookie there, which no script reads) and where the system has no keychain.
   */
  secrets: Readonly<{
    read(name: SecretName): Promise<string | null>
    write(name: SecretName, value: string): Promise<{ durable: boolean }>
    delete(name: SecretName): Promise<void>
  }>
  notify(note: IpcInput<'notification:show'>): Promise<{ kind: 'shown' } | { kind: 'unsupported' }>
  /** Asks the person once, on their own action; the shell needs no asking. */
  allowNotifications(): Promise<boolean>
  showSyncState(look: TrayLook, label: string): Promise<void>
  showBadge(count: number): Promise<void>
  saveFile(suggestedName: string, bytes: Uint8Array<ArrayBuffer>): Promise<SaveAnswer>
  openFiles(question: OpenQuestion): Promise<OpenAnswer>
  /** The shell saves a PDF; the web opens the browser's print window, which can: `printed`. */
  printPage(page: IpcInput<'print:toPdf'>): Promise<IpcOutput<'print:toPdf'> | { kind: 'printed' }>
  openExternal(url: string): Promise<IpcOutput<'link:openExternal'>>
  setTheme(theme: ThemeChoice): Promise<void>
  /** Also calls the listener with links that arrived before. */
  onDeepLink(listener: (link: DeepLink) => void): Stop
  /** Undo and redo are answered by a text field that has the focus and do not arrive here then. */
  onMenuCommand(listener: (command: MenuCommand) => void): Stop
  /** A newer version is ready to be used (`version` is null on the web). */
  onUpdateReady(listener: (version: string | null) => void): Stop
  installUpdate(): Promise<void>
}>
