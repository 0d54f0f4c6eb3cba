import type { MenuItemConstructorOptions } from 'electron'

type Send = (command: string) => void

/**
 * The native menu. A command goes to the page, which knows what may be done now; the accelerators are the same as in
 * the page. Undo and redo go there too: the page tells text editing from hiring.
 */
export function menuTemplate(platform: string, send: Send): MenuItemConstructorOptions[] {
  const to = (label: string, command: string, accelerator?: string): MenuItemConstructorOptions =>
    ({ label, click: () => send(command), ...(accelerator === undefined ? {} : { accelerator }) })
  const line: MenuItemConstructorOptions = { type: 'separator' }
  const mac = platform === 'darwin'
  const appMenu: MenuItemConstructorOptions[] = mac
    ? [{ label: 'Shortlist', submenu: [
      to('About Shortlist', 'about'), line, to('Settings…', 'settings', 'Cmd+,'), line,
      { role: 'services' }, line, { role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }, line, { role: 'quit' },
    ] }]
    : []
  return [
    ...appMenu,
    { label: '&File', submenu: [
      to('New candidate', 'new-candidate', 'CmdOrCtrl+N'), to('New job', 'new-job', 'CmdOrCtrl+Shift+N'), line,
      to('Import…', 'import', 'CmdOrCtrl+O'), to('Export everything…', 'export', 'CmdOrCtrl+Shift+E'),
      ...(mac ? [] : [line, to('Settings…', 'settings', 'Ctrl+,'), line, { role: 'quit' } satisfies MenuItemConstructorOptions]),
    ] },
    { label: '&Edit', submenu: [
      to('Undo', 'undo', 'CmdOrCtrl+Z'), to('Redo', 'redo', mac ? 'Cmd+Shift+Z' : 'Ctrl+Y'), line,
      { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'pasteAndMatchStyle' }, { role: 'selectAll' }, line,
      to('Search', 'search', 'CmdOrCtrl+F'), to('All actions…', 'palette', 'CmdOrCtrl+K'),
    ] },
    { label: '&Go', submenu: [
      to('Board', 'go-board'), to('Candidates', 'go-candidates'), to('Jobs', 'go-jobs'), to('Calendar', 'go-calendar'),
      to('Conflicts', 'go-conflicts'), to('Sync state', 'sync-panel'), line,
      to('Back', 'back', mac ? 'Cmd+[' : 'Alt+Left'), to('Forward', 'forward', mac ? 'Cmd+]' : 'Alt+Right'),
    ] },
    { label: '&View', submenu: [
      { role: 'reload' }, line, { role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, line, { role: 'togglefullscreen' }, { role: 'toggleDevTools' },
    ] },
    { role: 'windowMenu' },
    { role: 'help', submenu: [to('Keyboard help', 'help', 'F1'), ...(mac ? [] : [to('About Shortlist', 'about')])] },
  ]
}
