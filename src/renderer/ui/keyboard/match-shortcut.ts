import { matchesStep, parseKeys } from './keys.ts'
import type { KeyPress, KeyStep } from './keys.ts'

export type Shortcut = {
  /** `m`, `?`, `mod+enter`, or a chord `g b`. */
  keys: string
  title: string
  /** Heading in the help overlay. */
  section: string
  run: () => void
  /** Also fires while a text box has the focus. Default: only keys held with mod do. */
  whileTyping?: boolean
  isHidden?: boolean
}

export type ShortcutMatch<S> = { kind: 'run'; shortcut: S } | { kind: 'waiting' } | { kind: 'none' }

const parsed = new Map<string, KeyStep[]>()

function stepsOf(keys: string): KeyStep[] {
  const known = parsed.get(keys)
  if (known) return known
  const steps = parseKeys(keys)
  parsed.set(keys, steps)
  return steps
}

function firesWhileTyping(shortcut: Pick<Shortcut, 'keys' | 'whileTyping'>): boolean {
  return shortcut.whileTyping ?? (stepsOf(shortcut.keys)[0]?.mod ?? false)
}

/**
 * `shortcuts` come topmost first; the first complete match wins, a chord that has begun waits.
 * `presses` are the presses so far of a chord, the newest last.
 */
export function matchShortcut<S extends Pick<Shortcut, 'keys' | 'whileTyping'>>(
  shortcuts: readonly S[], presses: readonly KeyPress[], context: { mac: boolean; isTyping: boolean },
): ShortcutMatch<S> {
  for (const shortcut of shortcuts) {
    if (context.isTyping && !firesWhileTyping(shortcut)) continue
    const steps = stepsOf(shortcut.keys)
    if (steps.length < presses.length) continue
    if (!presses.every((press, index) => matchesStep(steps[index]!, press, context.mac))) continue
    return steps.length === presses.length ? { kind: 'run', shortcut } : { kind: 'waiting' }
  }
  return { kind: 'none' }
}
