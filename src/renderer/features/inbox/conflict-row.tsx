import { Check } from 'lucide-react'
import { momentWords } from '#shared/domain/conflict-words'
import { classNames } from '../../ui/class-names.ts'
import { Badge } from '../../ui/display/badge.tsx'
import styles from './inbox.module.css'
import type { ShownQuestion } from './use-questions.ts'

/** A question in the list: whom it is about, and its story in two lines. */
export function ConflictRow({ shown, isChosen }: { shown: ShownQuestion; isChosen: boolean }) {
  const { question: { conflict, subject }, words, reader } = shown
  const settledBy = conflict.resolvedById === reader.meId ? 'you' : conflict.resolvedById === null ? null : reader.names.person(conflict.resolvedById)
  return (
    <div className={classNames(styles.row, isChosen && styles.rowChosen)}>
      <div className={styles.rowHead}>
        {isChosen && <span className={styles.tick}><Check aria-label="Selected" /></span>}
        <strong className={styles.rowTitle}>{words.title}</strong>
        {subject.kind === 'refused' && conflict.resolved === 0 && <Badge tone="bad">Not taken</Badge>}
      </div>
      <p className={styles.rowStory}>{conflict.resolved === 1 && conflict.resolvedAtMs !== null ? `Settled${settledBy === null ? '' : ` by ${settledBy}`} ${momentWords(conflict.resolvedAtMs, reader.nowMs, reader.names)}. ` : ''}{words.story}</p>
    </div>
  )
}
