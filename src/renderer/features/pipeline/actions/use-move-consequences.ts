import { useEffect, useState } from 'react'
import type { Job } from '#shared/domain/model/job'
import { useReplica } from '../../../replica/react.tsx'
import type { Card } from '../data/card.ts'
import { useLatest } from '../use-latest.ts'
import { consequencesOfMove } from './preview-of.ts'

/** Keys that walk quickly over cards read nothing. */
const restMs = 120
const nothing: readonly string[] = []
type Known = Readonly<{ key: string; said: readonly string[] }>

/** What moving the chosen cards, or else the one the keys stand on, would set off; read while the keys rest. */
export function useMoveConsequences(chosen: readonly Card[], target: Card | null, job: Job): readonly string[] {
  const replica = useReplica()
  const [known, setKnown] = useState<Known | null>(null)
  const cards = chosen.length > 0 ? chosen : target ? [target] : []
  const key = cards.map(card => card.id).join()
  // A redraw with the same cards reads nothing again.
  const latest = useLatest(cards)
  useEffect(() => {
    if (key === '') return
    let isGone = false
    const timer = setTimeout(() => {
      consequencesOfMove(replica, latest.current, job).then(said => { if (!isGone) setKnown({ key, said }) }, () => undefined)
    }, restMs)
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [replica, key, job, latest])
  return known?.key === key ? known.said : nothing
}
