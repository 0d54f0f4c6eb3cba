import { createContext, useContext, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { listenForShortcuts } from './listen-for-shortcuts.ts'
import type { Shortcut } from './match-shortcut.ts'
import { createShortcutRegistry } from './shortcut-registry.ts'
import type { ActiveShortcut } from './shortcut-registry.ts'

/** One window, one keyboard: the registry is the window's. */
const registry = createShortcutRegistry()
let nextOrder = 0
let stopListening: (() => void) | undefined

/** How many modal dialogs enclose this point of the tree. */
export const ModalDepthContext = createContext(0)

/**
 * Registers keys while the component is mounted. The scope deepest in the tree and mounted last wins;
 * while a dialog is open only scopes inside it count. The list may be a fresh array on every render.
 */
export function useShortcuts(scope: string, shortcuts: readonly Shortcut[], options: { isEnabled?: boolean } = {}): void {
  const isEnabled = options.isEnabled ?? true
  const depth = useContext(ModalDepthContext)
  // Taken while rendering because parents render before children, and the child must end up on top.
  const [order] = useState(() => nextOrder++)
  const latest = useRef(shortcuts)
  useLayoutEffect(() => {
    latest.current = shortcuts
  })
  const signature = JSON.stringify(shortcuts)
  useEffect(() => {
    if (!isEnabled) return
    stopListening ??= listenForShortcuts(registry, window)
    // JSON drops `run`, so a fresh closure on every render does not register anew. Found again by what it says: who chose
    // "Tag" from a list that was read a moment ago never gets what stands in its place by now.
    const described = JSON.parse(signature) as readonly Omit<Shortcut, 'run'>[]
    const steady = described.map(shortcut => ({ ...shortcut, run: () => latest.current.find(({ keys, title }) => keys === shortcut.keys && title === shortcut.title)?.run() }))
    return registry.add({ scope, order, depth, shortcuts: steady })
  }, [scope, order, depth, isEnabled, signature])
}

/** Every shortcut that would fire now, topmost first. */
export function useShortcutList(): readonly ActiveShortcut[] {
  return useSyncExternalStore(registry.subscribe, registry.list)
}

/** For dialogs only: marks a modal layer open and returns the depth of what is inside. */
export function useModalLayer(): number {
  const depth = useContext(ModalDepthContext) + 1
  useEffect(() => registry.openDialog(depth), [depth])
  return depth
}
