import type { Shortcut } from './match-shortcut.ts'

export type ScopeEntry = {
  scope: string
  /** Later screens are on top of earlier ones. */
  order: number
  /** How many modal dialogs enclose the scope. */
  depth: number
  shortcuts: readonly Shortcut[]
}

export type ActiveShortcut = Shortcut & { scope: string }

/**
 * Which shortcuts count right now: those of the innermost open dialog, topmost scope first.
 * A key that an upper scope uses hides the same key below it.
 */
export function activeShortcuts(entries: readonly ScopeEntry[], openDepth: number): ActiveShortcut[] {
  const taken = new Set<string>()
  const result: ActiveShortcut[] = []
  const layer = entries.filter((entry) => entry.depth === openDepth).toSorted((a, b) => b.order - a.order)
  for (const { scope, shortcuts } of layer) {
    for (const shortcut of shortcuts) {
      if (taken.has(shortcut.keys)) continue
      taken.add(shortcut.keys)
      result.push({ ...shortcut, scope })
    }
  }
  return result
}

export type ShortcutRegistry = ReturnType<typeof createShortcutRegistry>

/** Holds scopes and open dialogs, and tells listeners when the active set changes. */
export function createShortcutRegistry() {
  const entries = new Set<ScopeEntry>()
  const dialogs: number[] = []
  const listeners = new Set<() => void>()
  let active: readonly ActiveShortcut[] = []

  const refresh = () => {
    active = activeShortcuts([...entries], Math.max(0, ...dialogs))
    for (const listener of listeners) listener()
  }
  return {
    add(entry: ScopeEntry): () => void {
      entries.add(entry)
      refresh()
      return () => {
        entries.delete(entry)
        refresh()
      }
    },
    openDialog(depth: number): () => void {
      dialogs.push(depth)
      refresh()
      return () => {
        dialogs.splice(dialogs.indexOf(depth), 1)
        refresh()
      }
    },
    list: (): readonly ActiveShortcut[] => active,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
