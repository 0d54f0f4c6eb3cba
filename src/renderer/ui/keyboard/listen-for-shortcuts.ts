import { isMac } from './keys.ts'
import type { KeyPress } from './keys.ts'
import { matchShortcut } from './match-shortcut.ts'
import type { ShortcutRegistry } from './shortcut-registry.ts'

/** The second press of a chord must come within this time. */
const CHORD_MS = 1200

const TYPING = 'input:not([type="checkbox"], [type="radio"], [type="button"], [type="range"]), textarea, select, [contenteditable]:not([contenteditable="false"]), [role="menu"] *, [role="menu"], [role="listbox"]:not([data-shortcuts]), [role="listbox"]:not([data-shortcuts]) *'

/** Boxes and lists that take letters for themselves: text, typeahead. */
export function isTypingTarget(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches(TYPING)
}

export function listenForShortcuts(registry: ShortcutRegistry, target: Window): () => void {
  let presses: KeyPress[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  const forget = () => {
    clearTimeout(timer)
    presses = []
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return
    const context = { mac: isMac(), isTyping: isTypingTarget(event.target) }
    const attempt = [...presses, event]
    let match = matchShortcut(registry.list(), attempt, context)
    if (match.kind === 'none' && presses.length > 0) match = matchShortcut(registry.list(), [event], context)
    const isChordStart = match.kind === 'waiting'
    clearTimeout(timer)
    presses = isChordStart ? attempt : []
    if (isChordStart) timer = setTimeout(forget, CHORD_MS)
    if (match.kind === 'none') return
    event.preventDefault()
    if (match.kind === 'run' && !(event.repeat && match.shortcut.keys.includes(' '))) match.shortcut.run()
  }
  // A button would take Enter for itself, also one that is held with mod: what had the keys may have gone, and left them on one.
  const onHeldEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || isTypingTarget(event.target)) return
    onKeyDown(event)
    if (event.defaultPrevented) event.stopPropagation()
  }
  target.addEventListener('keydown', onHeldEnter, { capture: true })
  target.addEventListener('keydown', onKeyDown)
  return () => {
    forget()
    target.removeEventListener('keydown', onHeldEnter, { capture: true })
    target.removeEventListener('keydown', onKeyDown)
  }
}

function isModifier(key: string): boolean {
  return key === 'Shift' || key === 'Control' || key === 'Alt' || key === 'Meta' || key === 'CapsLock'
}
