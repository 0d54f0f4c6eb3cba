import { useCallback, useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'wouter'
import { whenIdle } from '../../ui/when-idle.ts'

export type AddressWords = Readonly<{
  params: URLSearchParams
  /** The words the address came with: another object whenever something else than this screen changed them. */
  arrived: Readonly<{ text: string }>
  /** Writes values into the address, which stays one entry of the history; '' takes one out. */
  put(values: Readonly<Record<string, string>>): void
  /**
   * Writes the words once the screen has nothing to do: a browser takes a millisecond or two to change its address, which
   * would be a part of what a key takes to be seen. What it answers with calls that off.
   */
  follow(text: string): () => void
}>

/** The words in the address (`q`), so that going back finds them again. */
export function useAddressWords(): AddressWords {
  const [params, setParams] = useSearchParams()
  const words = params.get('q') ?? ''
  const written = useRef(words)
  const [arrived, setArrived] = useState({ text: words })
  const put = useCallback((values: Readonly<Record<string, string>>): void => {
    written.current = values['q'] ?? written.current
    setParams(old => {
      const next = new URLSearchParams(old)
      for (const [name, value] of Object.entries(values)) if (value) next.set(name, value); else next.delete(name)
      return next
    }, { replace: true })
  }, [setParams])
  useEffect(() => {
    if (words === written.current) return
    written.current = words
    setArrived({ text: words })
  }, [words])
  const follow = useCallback((text: string) => {
    let before: string | null = written.current
    // Other words that came by the address in the meantime are newer than these.
    if (before !== text) void whenIdle(100).then(() => { if (written.current === before) put({ q: text }) })
    return () => { before = null }
  }, [put])
  return { params, arrived, put, follow }
}
