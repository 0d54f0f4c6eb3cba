import { RotateCcw, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { DeletedRecord } from '#shared/contract/deleted'
import { momentWords } from '#shared/domain/conflict-words'
import { recordWord } from '#shared/domain/unit-words'
import type { ValueNames } from '#shared/domain/value-words'
import { BackButton } from '../../parts/back-button.tsx'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory } from '../../replica/react.tsx'
import { valueNames } from '../../replica/record-names.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import styles from './history.module.css'
import { ErasedList } from './erased-list.tsx'
import { useBringBack, useDeleted } from './use-deleted.ts'

/** What was deleted, by whom, and the way back. */
export function DeletedScreen() {
  const directory = useDirectory()
  const answer = useDeleted()
  const { busy, run } = useBringBack()
  const [openedMs] = useState(Date.now)
  const candidates = new Map(answer.kind === 'ready' ? answer.records.filter(each => each.collection === 'candidates').map(each => [each.id, text(each, 'fullName')]) : [])
  const names = valueNames(directory, candidates)
  return (
    <>
      <PageHeader title="Deleted records" lead={<BackButton label="Back to the settings" to="/settings" />} />
      <div className={styles.page}>
        {answer.kind === 'loading' && <div aria-busy="true"><Skeleton lines={6} /></div>}
        {answer.kind === 'failed' && <Banner tone="warn" actions={<Button size="sm" onPress={answer.retry}>Try again</Button>}>{answer.say}</Banner>}
        {answer.kind === 'ready' && answer.records.length === 0 && (
          <EmptyState isSure icon={<Trash2 />} title="Nothing is deleted">Candidates, jobs and notes that somebody deletes, or that an undone import takes away, stay here and can be brought back whole.</EmptyState>
        )}
        {answer.kind === 'ready' && answer.records.length > 0 && (
          <ol className={styles.entries} aria-label="Deleted records, the last deleted first">
            {answer.records.map(record => <DeletedRow key={record.id} record={record} names={names} meId={directory.me.id} nowMs={openedMs} isBusy={busy === record.id} onBringBack={run} />)}
          </ol>
        )}
        {answer.kind === 'ready' && answer.more && <Button variant="ghost" onPress={answer.more}>Show earlier ones</Button>}
        {answer.kind === 'ready' && <ErasedList names={names} meId={directory.me.id} nowMs={openedMs} />}
      </div>
    </>
  )
}

type DeletedRowProps = { record: DeletedRecord; names: ValueNames; meId: string; nowMs: number; isBusy: boolean; onBringBack: (record: DeletedRecord, name: string) => void }

function DeletedRow({ record, names, meId, nowMs, isBusy, onBringBack }: DeletedRowProps) {
  const name = nameOf(record, names)
  const who = record.personId === meId ? 'you' : record.personId === null ? 'Shortlist' : names.person(record.personId) ?? 'a colleague'
  return (
    <li className={styles.entry}>
      <div className={styles.entryHead}>
        <p className={styles.said}><strong>{name}</strong> <span className={styles.kind}>{recordWord(record.collection)}</span></p>
        <Button size="sm" variant="ghost" icon={<RotateCcw aria-hidden="true" />} isPending={isBusy} aria-label={`Bring back ${name}`} onPress={() => onBringBack(record, name)}>Bring back</Button>
      </div>
      <p className={styles.faint}>Deleted by {who}, <time dateTime={new Date(record.atMs).toISOString()}>{momentWords(record.atMs, nowMs, names)}</time>{record.device === '' ? '' : ` · ${record.device}`}</p>
    </li>
  )
}

const text = ({ content }: DeletedRecord, field: string): string => (typeof content[field] === 'string' ? content[field] : '')

function nameOf(record: DeletedRecord, names: ValueNames): string {
  const [candidate, job] = [names.candidate(text(record, 'candidateId')), names.job(text(record, 'jobId'))]
  switch (record.collection) {
    case 'candidates': return text(record, 'fullName')
    case 'jobs': return text(record, 'title')
    case 'applications': return `${candidate ?? 'A candidate'} for ${job ?? 'a job'}`
    case 'interviews': return text(record, 'name') || 'An interview'
    case 'notes': return text(record, 'title') || text(record, 'plain').slice(0, 80) || 'A note'
    default: return 'A record'
  }
}
