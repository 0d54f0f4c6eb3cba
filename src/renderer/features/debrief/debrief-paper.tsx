import { attributeNames, cardChanges } from '#shared/domain/card-changes'
import { assessmentsOf } from '#shared/domain/commands/assessment'
import { decisionsOf } from '#shared/domain/commands/debrief'
import { saySeconds } from '#shared/domain/commands/interview-note'
import type { Job } from '#shared/domain/model/job'
import { ratingWords, recommendationWord } from '#shared/domain/scorecard-words'
import { assessmentWord, scoreWords } from '../../parts/assessment-row.tsx'
import type { AgendaNames } from './debrief-words.ts'
import { agendaWords, cardWords, meanWords, outcomeWord, readingWords, spreadWords } from './debrief-words.ts'
import type { DebriefView, ShownRow } from './debrief-view.ts'
import { ComparisonTable } from './side-by-side.tsx'

export type PaperContext = Readonly<{ job: Job; names: AgendaNames; nowMs: number; zone: string }>
const fitsAcross = 6

/** Paper is read in a year, too: the whole date. */
const paperDate = (atMs: number, zone: string): string => new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'long', timeStyle: 'short' }).format(atMs)

/** The debrief on paper: the agenda, everybody across a few tables, then each person with what was heard. */
export function DebriefPaper({ view, rows, context }: { view: DebriefView; rows: readonly ShownRow[]; context: PaperContext }) {
  const { job, names, nowMs, zone } = context
  const readable = rows.filter(row => row.reading.kind !== 'none')
  const agenda = view.agenda.filter(item => rows.some(row => row.id === item.applicationId))
  const sheets = Array.from({ length: Math.ceil(readable.length / fitsAcross) }, (_, at) => readable.slice(at * fitsAcross, (at + 1) * fitsAcross))
  return (
    <>
      <h1>Debrief · {job.title}</h1>
      <p>{paperDate(nowMs, zone)} · confidential</p>
      {rows.length > readable.length && <p>{rows.length - readable.length} not printed: {readingWords(rows.find(row => row.reading.kind === 'none')!.reading)}</p>}
      {readable.some(row => row.reading.kind === 'listened') && <p>{readingWords({ kind: 'listened' })}</p>}
      {agenda.length > 0 && <><h2>Agenda</h2><ol>{agenda.map(item => <li key={agendaWords(item, names)}>{agendaWords(item, names)}</li>)}</ol></>}
      {readable.length > 1 && sheets.map(sheet => <section key={sheet[0]!.id}><h2>Side by side</h2><ComparisonTable view={view} rows={sheet} /></section>)}
      {readable.map(row => <PersonPaper key={row.id} view={view} row={row} context={context} />)}
    </>
  )
}

function PersonPaper({ view, row, context: { job, names, zone } }: { view: DebriefView; row: ShownRow; context: PaperContext }) {
  const attributes = attributeNames(job.kits)
  return (
    <section>
      <h2>{row.name}</h2>
      {row.slots.length > 0 && <p>Cards: {cardWords(row.slots)}</p>}
      <TestsPaper row={row} zone={zone} />
      {row.cards.map(card => (
        <div key={card.id}>
          <p><strong>{names.person(card.authorId)}: {recommendationWord(card.recommendation)}.</strong> {card.takeaways}</p>
          {cardChanges(card, id => attributes.get(id) ?? 'An attribute').map(change => <p key={change.id}>Changed after handing in, {paperDate(change.atMs, zone)}: {change.reason}{change.afterReveal && ' (after others’ cards were readable)'}. {change.lines.join('. ')}</p>)}
        </div>
      ))}
      {view.debrief.columns.map(({ key, name }) => {
        const cell = row.cells.get(key)
        if (!cell) return null
        return (
          <div key={key}>
            <h3>{name}: {meanWords(cell.mean)} ({spreadWords(cell)})</h3>
            <ul>{cell.ratings.map(({ cardId, authorId, rating, comment, evidence }) => (
              <li key={cardId}>{names.person(authorId)}: {ratingWords(rating)}{comment && `. ${comment}`}{rating !== null && comment.trim() === '' && evidence.length === 0 && '. Rated without a word of evidence.'}{evidence.map(({ quote, atSeconds }) => <blockquote key={`${quote} ${atSeconds ?? ''}`}>{quote}{atSeconds === null ? '' : ` (${saySeconds(atSeconds)})`}</blockquote>)}</li>
            ))}</ul>
          </div>
        )
      })}
      <h3>Decisions</h3>
      {decisionsOf(row.application).length === 0 && <p>None yet.</p>}
      {decisionsOf(row.application).map(({ id, outcome, rationale, byId, atMs }) => <p key={id}><strong>{outcomeWord(outcome)}</strong> ({names.person(byId)}, {paperDate(atMs, zone)}). {rationale}</p>)}
    </section>
  )
}

/** What vendors of tests told, for those who may read it. */
function TestsPaper({ row, zone }: { row: ShownRow; zone: string }) {
  const tests = assessmentsOf(row.application, []).flatMap(shown => (shown.kind === 'told' ? [shown.assessment] : []))
  if (tests.length === 0) return null
  return <><h3>Tests</h3><ul>{tests.map(test => <li key={test.id}>{[test.test, scoreWords(test) ?? assessmentWord(test.state), test.vendor, paperDate(test.finishedAtMs ?? test.atMs, zone)].join(' · ')}{test.reportUrl && <p>{test.reportUrl}</p>}</li>)}</ul></>
}
