import { useEffect, type RefObject } from 'react'

const control = ':is(button, input, select, textarea, a[href], [tabindex="0"]):not([disabled], [tabindex="-1"], [hidden])'
const controlsIn = (within: Element): HTMLElement[] => [...within.querySelectorAll<HTMLElement>(control)].filter(each => each.getClientRects().length > 0)

/** One place the focus stood in, from the control outwards, and how many controls came before what held it there. */
type Place = Readonly<{ within: HTMLElement; before: number }>

function placesOf(at: HTMLElement, root: HTMLElement): Place[] {
  const places: Place[] = []
  for (let inner = at; inner !== root && inner.parentElement; inner = inner.parentElement) {
    const held = inner
    places.push({ within: held.parentElement!, before: controlsIn(held.parentElement!).filter(each => (each.compareDocumentPosition(held) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 && !each.contains(held)).length })
  }
  return places
}

/** Where the keys fall when their control is gone: to the page. */
const onPage = (at: Element | null): boolean => at === null || at === document.body

/**
 * When the control that had the focus goes away with what it did (a row that was revoked, a button that is not needed any more), the keys go
 * on at what took its place: the next row, else the one before, else the nearest control around it; and where a dialog that followed another
 * closes, at what opened the first. Without this they fall to the page. `isLost` tells where else they fall, e.g. to the Close of a dialog.
 */
export function useKeptFocus(root: RefObject<HTMLElement | null>, isLost: (at: Element | null) => boolean = onPage): void {
  useEffect(() => {
    const { current } = root
    if (!current) return
    let last: Readonly<{ at: HTMLElement; places: readonly Place[] }> | null = null
    let turn = 0
    const onFocus = ({ target }: FocusEvent) => { if (target instanceof HTMLElement) last = { at: target, places: placesOf(target, current) } }
    const settle = () => {
      if (!isLost(document.activeElement) || last === null) return
      if (last.at.isConnected) return last.at.focus({ preventScroll: true })
      for (const { within, before } of last.places) {
        const controls = within.isConnected ? controlsIn(within) : []
        if (controls.length > 0) return controls[Math.min(before, controls.length - 1)]!.focus()
      }
    }
    // After the frames in which a closing dialog gives the focus back, and whoever knows better has had their turn.
    const after = (frames: number): void => { turn = requestAnimationFrame(() => (frames === 0 ? settle() : after(frames - 1))) }
    const watcher = new MutationObserver(() => {
      if (last === null || !onPage(document.activeElement)) return
      cancelAnimationFrame(turn)
      after(3)
    })
    // Who points elsewhere has left by themselves.
    const forget = () => { last = null }
    current.addEventListener('focusin', onFocus)
    current.addEventListener('pointerdown', forget, { capture: true })
    watcher.observe(current, { childList: true, subtree: true })
    // A dialog that closes may have had nowhere to give the focus back to.
    watcher.observe(document.body, { childList: true })
    return () => {
      current.removeEventListener('focusin', onFocus)
      current.removeEventListener('pointerdown', forget, { capture: true })
      watcher.disconnect()
      cancelAnimationFrame(turn)
    }
  }, [root, isLost])
}
