import { Info } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Step } from '#shared/domain/commands/move-preview'
import type { Job } from '#shared/domain/model/job'
import { useReplica } from '../../../replica/react.tsx'
import type { Card } from '../data/card.ts'
import styles from './actions.module.css'
import { previewOf } from './preview-of.ts'

/** What a step will set off, before it is taken. */
export function StepPreview({ step, cards, job }: { step: Step; cards: readonly Card[]; job: Job }) {
  const replica = useReplica()
  const [said, setSaid] = useState<readonly string[]>([])
  const key = JSON.stringify(step)
  useEffect(() => {
    let isGone = false
    previewOf(replica, JSON.parse(key) as Step, cards, job).then(lines => { if (!isGone) setSaid(lines) }, () => undefined)
    return () => { isGone = true }
  }, [replica, key, cards, job])
  return (
    <div className={styles.preview} role="status" aria-label="What this sets off">
      <Info aria-hidden="true" />
      <div>{said.map(line => <p key={line}>{line}</p>)}</div>
    </div>
  )
}
