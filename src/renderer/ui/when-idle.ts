/** Resolves when the screen has nothing to do, after `timeoutMs` in any case; Safari, which cannot say, waits `elseMs`. */
export function whenIdle(timeoutMs?: number, elseMs = 0): Promise<void> {
  return new Promise(resolve => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve(), timeoutMs === undefined ? {} : { timeout: timeoutMs })
    else setTimeout(resolve, elseMs)
  })
}
