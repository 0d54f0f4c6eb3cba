import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { Job } from '#shared/domain/model/job'
import { Button } from '../../ui/actions/button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { CellGrid } from '../../ui/data/cell-grid.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { toast } from '../../ui/overlays/toast.tsx'
import { CellSheet, type OpenedCell } from './cell-sheet.tsx'
import type { DebriefView, ShownRow } from './debrief-view.ts'
import { meanWords, outcomeTone, outcomeWord, rangeWords, readingWords, slotWords, tallyWords, unexplainedWords } from './debrief-words.ts'
import styles from './debrief.module.css'
import { DecisionDialog } from './decision-dialog.tsx'
import { SideBySide } from './side-by-side.tsx'
import type { DebriefPlace } from './use-debrief-place.ts'

type Column = Readonly<{ id: string; name: string; about: string }>
/** The two columns before the attributes; no attribute's key holds a colon. */
const first: readonly Column[] = [{ id: ':cards', name: 'Cards', about: '' }, { id: ':said', name: 'Recommendations', about: '' }]
const mostFinalists = 5

const idOf = (row: ShownRow): string => row.id
const columnIdOf = (column: Column): string => column.id
const renderColumnHeader = (column: Column) => <span className={styles.heading} title={[column.name, column.about].filter(Boolean).join(': ')}>{column.name}</span>

function RowHeader({ row }: { row: ShownRow }) {
  return (
    <>
      <span className={styles.name}>{row.name}</span>
      <span className={styles.sub}>{row.decisions.length > 1 ? <Badge tone="bad">Two decisions</Badge> : row.decisions[0] ? <Badge tone={outcomeTone(row.decisions[0].outcome)}>{outcomeWord(row.decisions[0].outcome)}</Badge> : 'Not decided'}</span>
    </>
  )
}
const renderRowHeader = (row: ShownRow) => <RowHeader row={row} />

function CellFace({ row, columnId }: { row: ShownRow; columnId: string }) {
  if (columnId === ':cards') {
    const { main, note, tone } = slotWords(row.slots)
    return row.slots.length === 0 ? <span className={styles.muted}>–</span> : <><span>{main}</span>{note && <span className={styles.note} data-tone={tone}>{note}</span>}</>
  }
  if (row.reading.kind === 'none') return <span className={styles.muted}>Not shown</span>
  if (columnId === ':said') return row.cards.length === 0 ? <span className={styles.muted}>–</span> : <span className={styles.note} data-tone={row.tally.isSplit ? 'warn' : 'plain'}>{tallyWords(row.tally)}</span>
  const cell = row.cells.get(columnId)
  if (!cell) return <span className={styles.muted}>–</span>
  return (
    <>
      <span className={styles.line}><span className={styles.mean} data-disputed={cell.isDisputed || undefined}>{meanWords(cell.mean)}</span>{cell.unsupported > 0 && <span className={styles.note} data-tone="warn">{unexplainedWords(cell)}</span>}</span>
      <span className={styles.note} data-tone={cell.isDisputed || cell.n === 0 ? 'warn' : 'none'}>{rangeWords(cell)}</span>
    </>
  )
}
const renderCell = (row: ShownRow, column: Column) => <CellFace row={row} columnId={column.id} />

/** The matrix and everything one key away from it. */
export function MatrixPanel({ job, view, place: { at, marked }, onPlace }: { job: Job; view: DebriefView; place: DebriefPlace; onPlace: (next: Partial<DebriefPlace>) => void }) {
  const [, go] = useLocation()
  const [opened, setOpened] = useState<OpenedCell | null>(null)
  const [asking, setAsking] = useState<'decide' | 'compare' | null>(null)
  const columns = useMemo(() => [...first, ...view.debrief.columns.map(({ key, name, about }) => ({ id: key, name, about }))], [view])
  const row = view.rows.find(each => each.id === at?.rowId) ?? null
  const finalists = view.rows.filter(each => marked.has(each.id) && each.reading.kind === 'all')
  const mark = () => {
    if (!row) return
    if (row.reading.kind !== 'all') return toast({ text: readingWords(row.reading), tone: 'warn' })
    if (!marked.has(row.id) && finalists.length >= mostFinalists) return toast({ text: `Up to ${mostFinalists} people stand side by side. Take one away first.`, tone: 'warn' })
    onPlace({ marked: marked.has(row.id) ? new Set([...marked].filter(id => id !== row.id)) : new Set([...marked, row.id]) })
  }
  const compare = () => (finalists.length < 2 ? toast({ text: 'Mark two people or more with M, then compare them.' }) : setAsking('compare'))
  useShortcuts('debrief.matrix', [
    { keys: 'm', title: 'Mark as finalist', section: 'Debrief', run: mark },
    { keys: 's', title: 'Finalists side by side', section: 'Debrief', run: compare },
    { keys: 'e', title: 'All evidence about this person', section: 'Debrief', run: () => { if (row) setOpened({ rowId: row.id, columnId: null }) } },
    { keys: 'd', title: 'Record a decision', section: 'Debrief', run: () => { if (row) setAsking('decide') } },
    { keys: 'o', title: 'Open this person’s debrief', section: 'Debrief', run: () => { if (row) go(`/jobs/${job.id}/debrief/${row.id}`) } },
  ])
  return (
    <div className={styles.matrix}>
      <div className={styles.tools}>
        <p className={styles.hint}>Arrows move, Enter shows what was heard. By name: Shortlist ranks nobody.</p>
        <Button size="sm" isDisabled={!row} onPress={mark}>{row && marked.has(row.id) ? 'Unmark' : 'Mark'}</Button>
        <Button size="sm" isDisabled={finalists.length < 2} onPress={compare}>Side by side{finalists.length > 0 ? ` (${finalists.length})` : ''}</Button>
        <Button size="sm" isDisabled={!row} onPress={() => row && setOpened({ rowId: row.id, columnId: null })}>Evidence</Button>
        <Button size="sm" isDisabled={!row} onPress={() => setAsking('decide')}>Decide</Button>
        <Button size="sm" isDisabled={!row} onPress={() => row && go(`/jobs/${job.id}/debrief/${row.id}`)}>Open</Button>
      </div>
      <div className={styles.gridRoom}>
        <CellGrid<ShownRow, Column> label="Candidates by attribute" rows={view.rows} columns={columns} getRowId={idOf} getColumnId={columnIdOf} corner="Candidate" renderRowHeader={renderRowHeader} renderColumnHeader={renderColumnHeader} renderCell={renderCell}
          isMarked={each => marked.has(each.id)} at={at} onMove={to => onPlace({ at: to })} columnWidth={132} onOpen={({ rowId, columnId }) => setOpened({ rowId, columnId })} />
      </div>
      {opened && <CellSheet view={view} opened={opened} onClose={() => setOpened(null)} />}
      {asking === 'decide' && row && <DecisionDialog row={row} onClose={() => setAsking(null)} />}
      {asking === 'compare' && <SideBySide view={view} rows={finalists} onClose={() => setAsking(null)} />}
    </div>
  )
}
