import { useCallback, useLayoutEffect, useRef } from 'react'

/** A function that stays the same one while what it does is always the newest: what gets it need not be drawn again. */
export function useSteady<A extends readonly unknown[], R>(run: (...args: A) => R): (...args: A) => R {
  const latest = useRef(run)
  useLayoutEffect(() => {
    latest.current = run
  })
  return useCallback((...args: A) => latest.current(...args), [])
}
