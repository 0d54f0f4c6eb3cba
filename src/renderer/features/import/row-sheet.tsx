import type { RowChoice } from '#shared/domain/commands/import-facts'
import type { Candidate } from '#shared/domain/model/candidate'
import type { ImportDraft } from '#shared/domain/import/import-draft'
import { useLive, useReplica } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Sheet } from '../../ui/overlays/sheet.tsx'
import { from } from 'rxjs'
import styles from './import.module.css'
import { choiceOf, sayChange, sayChoice, verdictWords } from './say-row.ts'
import type { ImportState, ImportWork } from './work/import-work.ts'

type Facts = Readonly<Pick<ImportDraft, 'fullName' | 'emails' | 'phones' | 'links' | 'company' | 'title' | 'location' | 'tags'>>

function Side({ heading, facts, children }: { heading: string; facts: Facts; children?: React.ReactNode }) {
  const lines = [['Name', facts.fullName], ['E-mail', facts.emails.join(', ')], ['Phone', facts.phones.join(', ')], ['Links', facts.links.join(', ')], ['Company', facts.company], ['Title', facts.title], ['Location', facts.location], ['Tags', facts.tags.join(', ')]] as const
  return (
    <section className={styles.side} aria-label={heading}>
      <h3>{heading}</h3>
      <dl>{lines.filter(([, value]) => value !== '').map(([name, value]) => <div key={name} style={{ display: 'contents' }}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {children}
    </section>
  )
}

/** One row beside the candidates it may be, and what becomes of it. */
export function RowSheet({ work, state, ordinal, onClose }: { work: ImportWork; state: Extract<ImportState, { step: 'review' }>; ordinal: number; onClose: () => void }) {
  const replica = useReplica()
  const row = state.rows[ordinal]!
  const ids = row.matchIds ?? (row.matchId === undefined ? [] : [row.matchId])
  const key = ids.join()
  const found = useLive(() => from(replica.getMany('candidates', key === '' ? [] : key.split(','))), [replica, key])
  const candidates: readonly Candidate[] = found.kind === 'ready' ? [...found.value.values()] : []
  const earlier = row.sameAsLine === undefined ? undefined : state.rows.find(each => each.line === row.sameAsLine)
  const chosen = choiceOf(row, ordinal, state.choices)
  const choose = (choice: RowChoice) => { work.choose([ordinal], choice); onClose() }
  const isInvalid = row.verdict === 'invalid'
  return (
    <Sheet title={`${state.read.place} ${row.line}: ${row.draft.fullName || 'no name'}`} description={`${verdictWords[row.verdict]}. Will be: ${sayChoice(chosen).toLowerCase()}.`} size="lg" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}>
      {row.reasons.length > 0 && <ul>{row.reasons.map((reason, at) => <li key={at}>{reason}</li>)}</ul>}
      <div className={styles.sides}>
        <Side heading="In the file" facts={row.draft}>
          {!isInvalid && <div className={styles.bar}><Button size="sm" onPress={() => choose({ kind: 'create' })}>{candidates.length > 0 ? 'Keep both: add as new' : 'Add as new'}</Button><Button size="sm" variant="ghost" onPress={() => choose({ kind: 'skip' })}>Skip</Button></div>}
        </Side>
        {candidates.map(candidate => (
          <Side key={candidate.id} heading="Already here" facts={candidate}>{!isInvalid && <Button size="sm" variant="primary" onPress={() => choose({ kind: 'merge', candidateId: candidate.id })}>Merge into this one</Button>}</Side>
        ))}
        {earlier && <Side heading={`Line ${earlier.line} of this file`} facts={earlier.draft}><Button size="sm" variant="primary" onPress={() => choose({ kind: 'withLine', line: earlier.line })}>Same person</Button></Side>}
      </div>
      {row.changes && row.changes.length > 0 && <section className={styles.section}><h2>What merging would do</h2><ul>{row.changes.map((change, at) => <li key={at}>{sayChange(change)}</li>)}</ul></section>}
      {row.draft.noteLines.length > 0 && <section className={styles.section}><h2>Kept in the note</h2><ul>{row.draft.noteLines.map((line, at) => <li key={at}>{line}</li>)}</ul></section>}
    </Sheet>
  )
}
