/** What the person chose; `system` follows the desktop. */
export type Theme = 'system' | 'light' | 'dark'

const STORAGE_KEY = 'ui.theme'

export function parseTheme(value: unknown): Theme {
  return value === 'light' || value === 'dark' ? value : 'system'
}

/** The stored choice; `system` when nothing is stored or storage is refused. */
export function getTheme(): Theme {
  try {
    return parseTheme(globalThis.localStorage.getItem(STORAGE_KEY))
  } catch {
    return 'system'
  }
}

/** Puts the choice on <html>; `system` removes the override. */
export function applyTheme(theme: Theme, root: Pick<HTMLElement, 'setAttribute' | 'removeAttribute'> = document.documentElement): void {
  if (theme === 'system') root.removeAttribute('data-theme')
  else root.setAttribute('data-theme', theme)
}

/** Applies and remembers. A refused storage loses the memory, never the change on screen. */
export function setTheme(theme: Theme, root?: Pick<HTMLElement, 'setAttribute' | 'removeAttribute'>): void {
  applyTheme(theme, root)
  try {
    if (theme === 'system') globalThis.localStorage.removeItem(STORAGE_KEY)
    else globalThis.localStorage.setItem(STORAGE_KEY, theme)
  } catch {
    // Private windows refuse storage: the theme then lasts as long as the window.
  }
}
