import { useEffect, type RefObject } from 'react'

/** The keys go to the last button of the row of what was just made, once the dialog it was made in has gone and has given the focus back; then `onShown`. */
export function useKeysOnMade(row: RefObject<HTMLElement | null>, isMade: boolean, onShown: () => void, button = 'button:last-of-type'): void {
  useEffect(() => {
    if (!isMade) return
    let turn = 0
    const settle = (frames: number): void => {
      if (frames > 0 || document.querySelector('[role="dialog"]')) {
        turn = requestAnimationFrame(() => settle(frames - 1))
        return
      }
      row.current?.querySelector<HTMLElement>(button)?.focus()
      onShown()
    }
    settle(4)
    return () => cancelAnimationFrame(turn)
  }, [row, isMade, onShown, button])
}
