/**
 * Runs in the workstation's page before its own script and only watches. Handed over as text, so it must not use
 * anything from outside itself.
 */
export function watchApp(): void {
  const probe = { firstCardMs: Number.NaN, keys: [] as number[] }
  Object.assign(globalThis, { probe })
  // After the frame in which something changed has been drawn: a task posted from its animation frame.
  const afterPaint = (then: () => void): void => void requestAnimationFrame(() => {
    const channel = new MessageChannel()
    channel.port1.addEventListener('message', then, { once: true })
    channel.port1.start()
    channel.port2.postMessage(0)
  })
  const isReady = (): boolean => document.querySelector('[role="listbox"] [role="option"]') !== null
  const board = new MutationObserver(() => {
    if (!isReady()) return
    board.disconnect()
    afterPaint(() => { probe.firstCardMs = performance.now() })
  })
  board.observe(document, { childList: true, subtree: true })
  let pressed: number | null = null
  document.addEventListener('keydown', event => { pressed = event.timeStamp }, { capture: true })
  // What a key changed in the columns' counts, or in the list of results.
  const effects = new MutationObserver(records => {
    if (pressed === null || !records.some(isEffect)) return
    const at = pressed
    pressed = null
    afterPaint(() => probe.keys.push(performance.now() - at))
  })
  const isEffect = ({ target }: MutationRecord): boolean => {
    const element = target instanceof Element ? target : target.parentElement
    return element?.closest('section[aria-labelledby] [role="img"], [role="listbox"], [role="grid"], output') !== null
  }
  effects.observe(document, { childList: true, characterData: true, subtree: true })
}

export type AppProbe = { probe: { firstCardMs: number; keys: number[] } }
