import { useEffect } from 'react'

/** What a person came for, first of all: the list whose row is marked or was left, then any list that takes arrows, then a list of ways in. */
const wanted = [
  '[data-rows] [data-left] :is(a[href], button)',
  '[data-shortcuts][aria-activedescendant]',
  '[data-shortcuts]',
  '[data-rows] li :is(a[href], button)',
] as const
/** A screen that is still being fetched has this long; later the focus is the person's own affair. */
const patienceMs = 4_000

/** Taken when whatever had the focus went away, or when the way here was a link of the sidebar. */
const isFree = (at: Element | null, main: HTMLElement): boolean => at === null || at === document.body || at === main || at.closest('[aria-label="Sidebar"]') !== null

/**
 * After a change of screen the keys go where the eyes go: to the screen's list, else to the screen. A field that takes
 * the focus itself keeps it, and so does a dialog until it closes.
 */
export function useArrival(path: string): void {
  useEffect(() => {
    const main = document.getElementById('main')
    return main === null ? undefined : arrive(main)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new address is what one arrives at
  }, [path])
}

function arrive(main: HTMLElement): () => void {
  const stopper = new AbortController()
  const { signal } = stopper
  // What had the focus on the screen before may still be there, hidden, until the next one is fetched.
  const before = document.activeElement
  let list: HTMLElement | null = null
  const isInDialog = () => (document.activeElement?.closest('[role="dialog"], [role="menu"]') ?? null) !== null
  const settle = () => {
    const at = document.activeElement
    if (isInDialog() || (at !== null && at === list)) return
    if (!isFree(at, main)) return at === before ? undefined : stopper.abort()
    list = wanted.map(selector => main.querySelector<HTMLElement>(selector)).find(found => found !== null) ?? null
    const target = list ?? main
    // A row that was left may lie further down; everything else begins at the top.
    if (target !== at) target.focus({ preventScroll: target.closest('[data-left]') === null })
  }
  // In the frame's own turn: a focus that is set earlier lays the page out once more for nothing.
  let turn = 0
  const settleSoon = () => { turn ||= requestAnimationFrame(() => { turn = 0; settle() }) }
  const watcher = new MutationObserver(settleSoon)
  watcher.observe(document.body, { childList: true, subtree: true })
  window.addEventListener('focusin', settleSoon, { signal })
  // Whoever already walks or points elsewhere is not called back.
  window.addEventListener('keydown', event => { if (event.key === 'Tab' && !isInDialog()) stopper.abort() }, { signal, capture: true })
  window.addEventListener('pointerdown', () => { if (!isInDialog()) stopper.abort() }, { signal, capture: true })
  const timer = setInterval(() => { if (!isInDialog()) stopper.abort() }, patienceMs)
  signal.addEventListener('abort', () => {
    watcher.disconnect()
    clearInterval(timer)
    cancelAnimationFrame(turn)
  })
  settleSoon()
  return () => stopper.abort()
}
