import { useQueryClient } from '@tanstack/react-query'
import { History, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { tellChange } from '#shared/domain/change-words'
import { canRestore, goesBySteps, restoreUnits, unitsAt } from '#shared/domain/commands/restore'
import { momentWords } from '#shared/domain/conflict-words'
import { fieldsOfUnit, readUnit, unitNamed, type Content } from '#shared/domain/merge/units'
import { recordWord, unitWords } from '#shared/domain/unit-words'
import { valueWords, type ValueNames } from '#shared/domain/value-words'
import { isSameJson, type Json } from '#shared/lib/json'
import { useDirectory, useMay, useReplica, useStamp } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import type { HistoryOf } from '../../replica/shown-history.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import styles from './history.module.css'
import { useHistory, type HistoryEntry } from './use-history.ts'

type Units = Readonly<Record<string, Json>>
type Restore = (units: Units) => void
type Subject = Readonly<{ of: HistoryOf; record: Content | null; names: ValueNames; candidateId: string | null; jobId: string | null }>

const text = (record: Content | null, field: string): string | null => (typeof record?.[field] === 'string' ? record[field] : null)

/** Sets earlier values as a new change; undo is a new change too, with a line of its own. */
function useRestore({ collection, id }: HistoryOf): Readonly<{ restore: Restore; undo: (() => void) | null }> {
  const replica = useReplica()
  const stamp = useStamp()
  const queries = useQueryClient()
  const [last, setLast] = useState<Units | null>(null)
  const write = async (units: Units, said: string, isUndoable: boolean): Promise<void> => {
    try {
      const record = await replica.get(collection, id) as Content | null
      if (!record) return void toast({ text: 'This is no longer here: a colleague may have removed it.', tone: 'warn' })
      const before = Object.fromEntries(Object.keys(units).map(unit => [unit, readUnit(record, unitNamed(collection, unit))]))
      const changes = restoreUnits(collection, id, record, units, stamp())
      if (changes.length === 0) return void toast({ text: 'That is what stands already.' })
      await replica.write(changes)
      setLast(isUndoable ? before : null)
      toast({ text: said, tone: 'good', ...(isUndoable ? { action: { label: 'Undo', run: () => { void write(before, 'Taken back', false) } } } : {}) })
      await replica.sync.settled()
      await queries.invalidateQueries({ queryKey: ['history', collection, id] })
    } catch (error) {
      toast({ text: sayProblem(error), tone: 'bad' })
    }
  }
  return { restore: units => { void write(units, 'Restored', true) }, undo: last === null ? null : () => { void write(last, 'Taken back', false) } }
}

/** Who changed what, when and where, newest first, with a way back to each value. */
export function HistoryList({ of }: { of: HistoryOf }) {
  const answer = useHistory(of)
  const { restore, undo } = useRestore(of)
  // The message's own key is silent behind a sheet.
  useShortcuts('history', undo === null ? [] : [{ keys: 'mod+z', title: 'Take back what was restored', section: 'History', run: undo }])
  const [openedMs] = useState(Date.now)
  if (answer.kind === 'loading') return <div aria-busy="true"><Skeleton lines={6} /></div>
  if (answer.kind === 'failed') return <Banner tone="warn" actions={<Button size="sm" onPress={answer.retry}>Try again</Button>}>{answer.say}</Banner>
  const { entries, record, names } = answer
  if (entries.length === 0) return <EmptyState isSure icon={<History />} title="Nothing was changed yet" level={3}>Every change of this record is listed here once it was shared, with who made it and a way back.</EmptyState>
  const { collection, id } = of
  const subject: Subject = {
    of, record, names, candidateId: collection === 'candidates' ? id : text(record, 'candidateId'), jobId: collection === 'jobs' ? id : text(record, 'jobId'),
  }
  return <ol className={styles.entries}>{entries.map(entry => <Entry key={entry.revision} entry={entry} entries={entries} subject={subject} nowMs={openedMs} onRestore={restore} />)}</ol>
}

const wholes = { new: 'made', delete: 'deleted', revive: 'brought back', restore: 'gave back after a backup was restored', edit: 'changed', server: 'filled in' } as const

type EntryProps = { entry: HistoryEntry; entries: readonly HistoryEntry[]; subject: Subject; nowMs: number; onRestore: Restore }

function Entry({ entry, entries, subject, nowMs, onRestore }: EntryProps) {
  const { me, people } = useDirectory()
  const may = useMay()
  const { of: { collection }, record, names } = subject
  const who = entry.personId === me.id ? 'You' : entry.personId === null ? 'Shortlist' : people.get(entry.personId)?.name ?? 'A colleague'
  const then = record ? unitsAt(collection, record, entries, entry.revision) : {}
  const isNewest = entries[0]?.revision === entry.revision
  const isAllowed = (units: Units): boolean => {
    const fields = Object.assign({}, ...Object.entries(units).map(([unit, value]) => fieldsOfUnit(unitNamed(collection, unit), value))) as Content
    return record !== null && !goesBySteps(collection, record) && may({ collection, before: record, after: { ...record, ...fields }, fields: Object.keys(fields) }).kind === 'allowed'
  }
  const canGoBack = !isNewest && entry.kind !== 'delete' && Object.keys(then).length > 0 && isAllowed(then)
  return (
    <li className={styles.entry}>
      <div className={styles.entryHead}>
        <p className={styles.said}><strong>{who}</strong> {told(entry, subject)}</p>
        {canGoBack && <Button size="sm" variant="ghost" icon={<RotateCcw aria-hidden="true" />} onPress={() => onRestore(then)}>Restore this version</Button>}
      </div>
      <p className={styles.faint}><time dateTime={new Date(entry.atMs).toISOString()}>{momentWords(entry.atMs, nowMs, names)}</time>{entry.device === '' ? '' : ` · ${entry.device}`}</p>
      {Object.keys(entry.changes).length > 0 && (
        <ul className={styles.changes}>
          {Object.entries(entry.changes).map(([unit, change]) => <ChangeRow key={unit} unit={unit} change={change} subject={subject} isAllowed={isAllowed} onRestore={onRestore} />)}
        </ul>
      )}
    </li>
  )
}

function told(entry: HistoryEntry, { of: { collection }, record, names, candidateId, jobId }: Subject): string {
  const changes = Object.entries(entry.changes)
  const [only] = changes
  if (!only || entry.kind === 'restore') return `${wholes[entry.kind]} ${collection === 'settings' || collection === 'busy' ? 'these' : 'this'} ${recordWord(collection)}`
  if (changes.length > 1) return `changed ${changes.length} things`
  const [path, [before, after]] = only
  return tellChange({ collection, path, before, after, record, candidateId, jobId }, names).done
}

type ChangeRowProps = { unit: string; change: readonly [Json, Json]; subject: Subject; isAllowed: (units: Units) => boolean; onRestore: Restore }

function ChangeRow({ unit, change: [before, after], subject, isAllowed, onRestore }: ChangeRowProps) {
  const { of: { collection }, record, names, jobId } = subject
  const say = (value: Json): string => valueWords(collection, unit, value, { names, jobId })
  const stands = record && isSameJson(readUnit(record, unitNamed(collection, unit)), before)
  const canRestoreIt = record !== null && !stands && canRestore(collection, unit) && isAllowed({ [unit]: before })
  return (
    <li className={styles.change}>
      <span className={styles.unit}>{unitWords(collection, unit)}</span>
      <span className={styles.values}>
        <del className={styles.before}><span className={styles.spoken}>before: </span>{say(before)}</del>
        <span aria-hidden="true"> → </span>
        <ins className={styles.after}><span className={styles.spoken}>after: </span>{say(after)}</ins>
      </span>
      {canRestoreIt && <Button size="sm" variant="ghost" aria-label={`Restore the earlier ${unitWords(collection, unit)}: ${say(before).slice(0, 80)}`} onPress={() => onRestore({ [unit]: before })}>Restore</Button>}
    </li>
  )
}
