/** One press: the `key` as KeyboardEvent names it, lower-cased, and what must be held with it. */
export type KeyStep = { key: string; mod: boolean; shift: boolean; alt: boolean; ctrl: boolean }

/** The part of KeyboardEvent that matching reads. */
export type KeyPress = { key: string; metaKey: boolean; ctrlKey: boolean; shiftKey: boolean; altKey: boolean }

const ALIASES: Readonly<Record<string, string>> = {
  esc: 'escape', up: 'arrowup', down: 'arrowdown', left: 'arrowleft', right: 'arrowright', space: ' ', del: 'delete', return: 'enter', plus: '+',
}

const SYMBOLS_MAC: Readonly<Record<string, string>> = { mod: '⌘', ctrl: '⌃', alt: '⌥', shift: '⇧' }
const SYMBOLS_PC: Readonly<Record<string, string>> = { mod: 'Ctrl', ctrl: 'Ctrl', alt: 'Alt', shift: 'Shift' }
const KEY_NAMES: Readonly<Record<string, string>> = {
  escape: 'Esc', enter: '↵', arrowup: '↑', arrowdown: '↓', arrowleft: '←', arrowright: '→', ' ': 'Space', backspace: '⌫', delete: 'Del', tab: 'Tab', home: 'Home', end: 'End', pageup: 'PgUp', pagedown: 'PgDn',
}

export function isMac(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
}

/** `mod+shift+k` is one press, `g b` is a chord. `mod` is ⌘ on a Mac and Ctrl elsewhere. */
export function parseKeys(keys: string): KeyStep[] {
  return keys.trim().split(/\s+/).map(parseStep)
}

function parseStep(text: string): KeyStep {
  const parts = text.toLowerCase().split('+')
  const held = new Set(parts.slice(0, -1))
  const last = parts.at(-1) ?? ''
  return { key: ALIASES[last] ?? last, mod: held.has('mod'), shift: held.has('shift'), alt: held.has('alt'), ctrl: held.has('ctrl') }
}

/** Symbols such as `?` already carry their Shift, on whichever key the layout puts them. */
function carriesShift(key: string): boolean {
  return key.length === 1 && key.toLowerCase() === key.toUpperCase() && key !== ' ' && !/\d/.test(key)
}

export function matchesStep(step: KeyStep, press: KeyPress, mac: boolean): boolean {
  if (press.key.toLowerCase() !== step.key) return false
  if (press.metaKey !== (mac && step.mod)) return false
  if (press.ctrlKey !== (step.ctrl || (!mac && step.mod))) return false
  if (press.altKey !== step.alt) return false
  return carriesShift(step.key) || press.shiftKey === step.shift
}

/** The caps to draw, one list per press. */
export function describeKeys(keys: string, mac: boolean): string[][] {
  return parseKeys(keys).map((step) => {
    const symbols = mac ? SYMBOLS_MAC : SYMBOLS_PC
    const held = (['ctrl', 'alt', 'shift', 'mod'] as const).filter((name) => step[name]).map((name) => symbols[name] ?? name)
    const ordered = mac ? held : held.reverse()
    const name = KEY_NAMES[step.key] ?? (step.key.length === 1 ? step.key.toUpperCase() : step.key.replace(/^./, (c) => c.toUpperCase()))
    return [...ordered, name]
  })
}

const SPOKEN: Readonly<Record<string, string>> = {
  '⌘': 'Command', '⌃': 'Control', '⌥': 'Option', '⇧': 'Shift', '↵': 'Enter', '↑': 'Up arrow', '↓': 'Down arrow', '←': 'Left arrow', '→': 'Right arrow', '⌫': 'Backspace', '?': 'Question mark',
}

/** For screen readers: "Command K", "G then B". */
export function speakKeys(keys: string, mac: boolean): string {
  return describeKeys(keys, mac).map((caps) => caps.map((cap) => SPOKEN[cap] ?? cap).join(' ')).join(' then ')
}
