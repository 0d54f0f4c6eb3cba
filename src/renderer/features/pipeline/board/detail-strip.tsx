import { Info } from 'lucide-react'
import { useMemo, useState } from 'react'
import { timelineWords, whenWords } from '#shared/domain/timeline-words'
import { useDirectory, useLive, useReplica } from '../../../replica/react.tsx'
import { Button } from '../../../ui/actions/button.tsx'
import { Kbd } from '../../../ui/display/kbd.tsx'
import type { Card } from '../data/card.ts'
import styles from './board.module.css'

export type StripAction = Readonly<{ id: string; title: string; keys: string; run: () => void; isShown: boolean }>

const told = new Set(['application.created', 'stage.moved', 'application.rejected', 'application.reopened', 'application.withdrawn', 'application.hired', 'hire.reversed'])

export type DetailStripProps = {
  card: Card | null
  selectedCount: number
  /** What moving by a digit would set off or leave open. */
  consequences: readonly string[]
  actions: readonly StripAction[]
  onClear: () => void
}

/** The foot of the board: who last moved the card under the pointer or the keys, what a move sets off, and what can be done. */
export function DetailStrip({ card, selectedCount, consequences, actions, onClear }: DetailStripProps) {
  const shown = actions.filter(action => action.isShown)
  return (
    <div className={styles.strip}>
      <span className={styles.stripText}>{selectedCount > 0 ? `${selectedCount} ${selectedCount === 1 ? 'person' : 'people'} chosen` : card ? <LastStep key={card.id} card={card} /> : 'Arrows move between cards. Press ? for every key.'}</span>
      {shown.length > 0 && consequences.length > 0 && <span className={styles.stripBefore} title={consequences.join(' ')}><Info aria-hidden="true" /><span>A move: {consequences.join(' ')}</span></span>}
      <span className={styles.stripActions}>
        {shown.map(action => <Button key={action.id} size="sm" variant="ghost" trailing={<Kbd keys={action.keys} isDecorative />} onPress={action.run}>{action.title}</Button>)}
        {selectedCount > 0 && <Button size="sm" variant="ghost" trailing={<Kbd keys="esc" isDecorative />} onPress={onClear}>Clear</Button>}
      </span>
    </div>
  )
}

function LastStep({ card }: { card: Card }) {
  const replica = useReplica()
  const [nowMs] = useState(() => Date.now())
  const { people, jobs, settings, me } = useDirectory()
  const { candidateId, id } = card.application
  const live = useLive(() => replica.watch('activities', { where: { candidateId }, sort: ['newestFirst'], limit: 30 }), [replica, candidateId], `pipeline.last.${candidateId}`)
  const latest = live.kind === 'ready' ? live.value.find(activity => activity.applicationId === id && told.has(activity.kind)) : undefined
  const names = useMemo(() => ({
    person: (personId: string) => people.get(personId)?.name ?? null,
    candidate: () => card.name,
    job: (jobId: string) => jobs.get(jobId)?.title ?? null,
    stage: (jobId: string, stageId: string) => jobs.get(jobId)?.stages.find(stage => stage.id === stageId)?.name ?? null,
    reason: (reasonId: string) => settings?.rejectionReasons.find(reason => reason.id === reasonId)?.name ?? null,
  }), [people, jobs, settings, card.name])
  if (!latest) return <>{card.name}</>
  return <>{timelineWords(latest, names)}, {whenWords(latest.atMs, nowMs, me.zone)}</>
}
