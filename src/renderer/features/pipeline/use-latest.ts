import { useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'

/** A steady reference to the value of the latest render, for handlers that must not change. */
export function useLatest<T>(value: T): RefObject<T> {
  const ref = useRef(value)
  useLayoutEffect(() => { ref.current = value })
  return ref
}
