import { Download, Upload } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ImportPlanRow } from '#shared/domain/import/classify-drafts'
import { Button } from '../../ui/actions/button.tsx'
import { DataTable } from '../../ui/data/data-table.tsx'
import type { Column } from '../../ui/data/data-table-props.ts'
import { Badge } from '../../ui/display/badge.tsx'
import { SearchField } from '../../ui/fields/search-field.tsx'
import { SegmentedControl } from '../../ui/fields/segmented-control.tsx'
import styles from './import.module.css'
import { JobQuestions } from './job-questions.tsx'
import { RowSheet } from './row-sheet.tsx'
import { saveNotImported } from './save-not-imported.ts'
import { choiceOf, sayChoice, sayDetail, verdictTones, verdictWords } from './say-row.ts'
import type { ImportState, ImportWork } from './work/import-work.ts'

type Review = Extract<ImportState, { step: 'review' }>
type Line = Readonly<{ ordinal: number; row: ImportPlanRow; chosen: string }>
const verdicts = ['new', 'changed', 'possibleDuplicate', 'same', 'invalid'] as const
type Filter = 'all' | (typeof verdicts)[number]

const columns: readonly Column<Line>[] = [
  { id: 'line', title: 'Line', width: '64px', align: 'end', cell: ({ row }) => row.line.toLocaleString() },
  { id: 'verdict', title: 'What it is', width: '140px', cell: ({ row }) => <Badge tone={verdictTones[row.verdict]}>{verdictWords[row.verdict]}</Badge> },
  { id: 'name', title: 'Name', width: 'minmax(120px, 1fr)', cell: ({ row }) => <span className={styles.cut}>{row.draft.fullName || '(no name)'}</span> },
  { id: 'contact', title: 'Contact', width: 'minmax(120px, 1fr)', cell: ({ row }) => <span className={styles.cut}>{row.draft.emails[0] ?? row.draft.phones[0] ?? row.draft.links[0] ?? ''}</span> },
  { id: 'chosen', title: 'Will be', width: '150px', cell: ({ chosen }) => chosen },
  { id: 'detail', title: 'Why', width: 'minmax(180px, 2fr)', cell: ({ row }) => <span className={styles.cut} title={sayDetail(row)}>{sayDetail(row)}</span> },
]

function chosenCounts(lines: readonly Line[]): string {
  const added = lines.filter(line => line.chosen === 'Add as new').length
  const merged = lines.filter(line => line.chosen === 'Merge' || line.chosen.startsWith('Together')).length
  const rest = lines.length - added - merged
  return `${added.toLocaleString()} to add, ${merged.toLocaleString()} to merge, ${rest.toLocaleString()} left out`
}

/** The dry run: every row with what would become of it; nothing is written yet. */
export function ReviewStep({ work, state, onWrite }: { work: ImportWork; state: Review; onWrite: () => void }) {
  const [filter, setFilter] = useState<Filter>('all')
  const [text, setText] = useState('')
  const [opened, setOpened] = useState<number | null>(null)
  const lines = useMemo(() => state.rows.map((row, ordinal): Line => ({ ordinal, row, chosen: sayChoice(choiceOf(row, ordinal, state.choices)) })), [state.rows, state.choices])
  const counts = useMemo(() => Object.fromEntries(verdicts.map(verdict => [verdict, state.rows.filter(row => row.verdict === verdict).length])), [state.rows])
  const shown = useMemo(() => {
    const folded = text.trim().toLowerCase()
    return lines.filter(({ row }) => (filter === 'all' || row.verdict === filter) && (folded === '' || `${row.draft.fullName} ${row.draft.emails.join(' ')} ${row.line}`.toLowerCase().includes(folded)))
  }, [lines, filter, text])
  const doubtful = state.rows.flatMap((row, ordinal) => (row.verdict === 'possibleDuplicate' ? [ordinal] : []))
  const all = (kind: 'create' | 'skip' | 'suggested') => work.choose(doubtful, kind === 'suggested' ? null : { kind })
  const left = state.rows.flatMap((row, ordinal) => (row.verdict === 'invalid' ? [ordinal] : []))
  const options: { id: Filter; label: string }[] = [{ id: 'all', label: `All ${lines.length.toLocaleString()}` }, ...verdicts.filter(verdict => counts[verdict]! > 0).map(verdict => ({ id: verdict as Filter, label: `${verdictWords[verdict]} ${counts[verdict]!.toLocaleString()}` }))]
  const isNothing = lines.every(({ chosen }) => chosen === 'Skip')
  return (
    <>
      <div className={styles.bar}>
        <strong>{state.read.fileName}</strong>
        <span className={styles.muted}>{chosenCounts(lines)}</span>
        <span className={styles.push} />
        <Button variant="ghost" onPress={() => work.backToMapping()}>Back to the columns</Button>
        {left.length > 0 && <Button icon={<Download aria-hidden="true" />} onPress={() => void saveNotImported(work, state, left)}>Save the {left.length.toLocaleString()} unreadable</Button>}
        <Button variant="primary" icon={<Upload aria-hidden="true" />} isDisabled={isNothing} onPress={onWrite}>Import</Button>
      </div>
      <JobQuestions work={work} state={state} />
      <div className={styles.bar}>
        <SegmentedControl label="Which rows" options={options} value={filter} onChange={setFilter} />
        <SearchField label="Find a row" placeholder="Find a row" value={text} onChange={setText} />
        {doubtful.length > 0 && (
          <div className={styles.group}>
            <span className={styles.muted}>All possible duplicates:</span>
            <Button size="sm" onPress={() => all('suggested')}>As suggested</Button>
            <Button size="sm" onPress={() => all('create')}>Keep both</Button>
            <Button size="sm" onPress={() => all('skip')}>Skip</Button>
          </div>
        )}
      </div>
      <div className={styles.table}>
        <DataTable label="Rows of the file" columns={columns} rows={shown} getId={line => String(line.ordinal)} getRowLabel={line => `Line ${line.row.line}, ${line.row.draft.fullName}`} onOpen={line => setOpened(line.ordinal)} />
      </div>
      {opened !== null && <RowSheet work={work} state={state} ordinal={opened} onClose={() => setOpened(null)} />}
    </>
  )
}
