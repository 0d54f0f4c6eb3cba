import { control } from './control.ts'

const field = ':is(input:not([type="checkbox"], [type="radio"]), textarea, [contenteditable="true"])'

const isElement = (node: Node): node is Element => node instanceof Element
const controlsIn = (within: Element): Element[] => [...(within.matches(control) ? [within] : []), ...within.querySelectorAll(control)]
/** To be seen, and not behind a dialog. */
const isInReach = (each: Element): each is HTMLElement => each.getClientRects().length > 0 && !each.matches('[disabled]') && each.closest('[inert], [aria-hidden="true"]') === null

/** Where the keys fall when their control is gone: to the page. */
const onPage = (at: Element | null): boolean => at === null || at === document.body

/** Where something stood that is gone: in what, between which neighbours, and which control of it had the keys. */
type Gap = Readonly<{ within: Element; previous: Node | null; next: Node | null; tag: string; nth: number }>

/** The gap `at` left, from what was removed since the one known so far: what held that gap may have gone after it. */
function gapOf(at: Element, known: Gap | null, records: readonly MutationRecord[]): Gap | null {
  let gap = known
  for (const { target, removedNodes, previousSibling, nextSibling } of records) {
    const gone = gap?.within ?? at
    const removed = [...removedNodes].find(node => node.contains(gone))
    if (!removed || !isElement(removed) || !isElement(target)) continue
    gap = { within: target, previous: previousSibling, next: nextSibling, tag: removed.tagName, nth: controlsIn(removed).indexOf(at) }
  }
  return gap
}

const from = function* (start: Node | null, step: 'nextSibling' | 'previousSibling'): Generator<Element> {
  for (let node = start; node !== null; node = node[step]) if (isElement(node)) yield node
}

/**
 * What the keys go on at: the control that has the same place in the row that followed, else in the one before, else the
 * nearest one around, and never further out than a region that takes the focus itself.
 */
function heirOf(gap: Gap, root: Element, isWanted: (each: HTMLElement) => boolean): HTMLElement | null {
  const { previous, next, tag, nth } = gap
  const choose = (among: Element, at: 0 | -1, isRow: boolean): HTMLElement | undefined => {
    const controls = controlsIn(among)
    const alike = isRow && among.tagName === tag ? controls[nth] : undefined
    return [alike, controls.filter(isInReach).filter(isWanted).at(at)].find((each): each is HTMLElement => each !== undefined && isInReach(each) && isWanted(each))
  }
  let [within, isRow] = [gap.within, true]
  let after = previous === null ? within.firstChild : previous.parentNode === within ? previous.nextSibling : next?.parentNode === within ? next : within.firstChild
  let before = after === null ? within.lastChild : after.previousSibling
  for (;;) {
    for (const each of from(after, 'nextSibling')) { const found = choose(each, 0, isRow); if (found) return found }
    for (const each of from(before, 'previousSibling')) { const found = choose(each, -1, isRow); if (found) return found }
    if (within.matches('[tabindex]') && isInReach(within)) return within
    if (within === root || within.parentElement === null) return null
    ;[after, before, within, isRow] = [within.nextSibling, within.previousSibling, within.parentElement, false]
  }
}

/**
 * Keeps the keys in `root` when the control that had them goes away with what it did: a row that was revoked, a button
 * that is not needed any more, a dialog that has nowhere to give them back to. They go on at what took its place, and where
 * the control is still there, at it. Without this they fall to the page. `isLost` tells where else they fall, such as to
 * the Close of a dialog. The answer ends it.
 */
export function keepFocus(root: HTMLElement, isLost: (at: Element | null) => boolean = onPage): () => void {
  let at: HTMLElement | null = null
  let gap: Gap | null = null
  let turn = 0
  const settle = (): void => {
    if (at === null || !isLost(document.activeElement)) return
    if (at.isConnected) return isInReach(at) ? at.focus({ preventScroll: true }) : undefined
    if (gap === null || !gap.within.isConnected) return
    // What was pressed does not become typing: the next letter may be meant as a shortcut.
    const isTyping = at.matches(field)
    ;(heirOf(gap, root, each => isTyping || !each.matches(field)) ?? heirOf(gap, root, () => true))?.focus()
  }
  // After the frames in which a closing dialog gives the focus back, and whoever knows better has had their turn.
  const after = (frames: number): void => { turn = requestAnimationFrame(() => (frames === 0 ? settle() : after(frames - 1))) }
  const watcher = new MutationObserver(records => {
    if (at === null) return
    gap = at.isConnected ? null : gapOf(at, gap, records)
    if (!onPage(document.activeElement)) return
    cancelAnimationFrame(turn)
    after(3)
  })
  const stopper = new AbortController()
  const { signal } = stopper
  root.addEventListener('focusin', ({ target }) => { if (target instanceof HTMLElement) [at, gap] = [target, null] }, { signal })
  // Who points elsewhere has left by themselves.
  root.addEventListener('pointerdown', () => { at = null }, { signal, capture: true })
  // All of the page: a dialog closes beside the root, and what it covered is back in reach after that.
  watcher.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled', 'inert', 'aria-hidden'] })
  return () => {
    stopper.abort()
    watcher.disconnect()
    cancelAnimationFrame(turn)
  }
}
