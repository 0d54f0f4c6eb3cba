import { useCallback, useMemo, useRef, useState } from 'react'
import type { Application } from '#shared/domain/model/application'
import { cardOf, type Card } from './card.ts'

/** The written value has reached the live query well before this. */
const settleMs = 300

/**
 * Cards as they will be once the disk has them: a move is drawn in the frame it was asked for, whatever the disk does.
 * `show` returns the function that lets go again.
 */
export function useOptimistic(cards: readonly Card[]) {
  const [overlay, setOverlay] = useState<ReadonlyMap<string, Application>>(() => new Map())
  const latest = useRef(overlay)
  const change = useCallback((next: ReadonlyMap<string, Application>) => {
    latest.current = next
    setOverlay(next)
  }, [])
  const show = useCallback((applications: readonly Application[]) => {
    change(new Map([...latest.current, ...applications.map(each => [each.id, each] as const)]))
    const letGo = () => change(new Map([...latest.current].filter(([id, value]) => !applications.some(each => each.id === id && each === value))))
    return { settle: () => { setTimeout(letGo, settleMs) }, letGo }
  }, [change])
  const shown = useMemo(() => (overlay.size === 0 ? cards : cards.map(card => {
    const application = overlay.get(card.id)
    return application ? cardOf(application, card.candidate) : card
  })), [cards, overlay])
  return { shown, show }
}
