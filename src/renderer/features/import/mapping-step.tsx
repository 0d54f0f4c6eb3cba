import { ArrowRight } from 'lucide-react'
import type { ImportTarget } from '#shared/domain/import/import-fields'
import { openStages } from '#shared/domain/commands/job'
import { useDirectory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { ProgressBar } from '../../ui/display/progress-bar.tsx'
import { RadioGroup } from '../../ui/fields/radio-group.tsx'
import { Select } from '../../ui/fields/select.tsx'
import styles from './import.module.css'
import { countryOptions } from './country-options.ts'
import { targetOptions } from './target-words.ts'
import type { ImportState, ImportWork } from './work/import-work.ts'

type Props = { work: ImportWork; state: Extract<ImportState, { step: 'mapping' }> }

function sureness(confidence: number): { tone: 'good' | 'neutral' | 'warn'; label: string } {
  if (confidence >= 0.9) return { tone: 'good', label: 'Sure' }
  return confidence >= 0.5 ? { tone: 'neutral', label: 'Likely' } : { tone: 'warn', label: 'Guess' }
}

function Columns({ work, state }: Props) {
  if (state.read.kind !== 'table') return null
  const { headers, guesses, preview } = state.read
  const set = (index: number, target: ImportTarget): void => work.change({ mapping: state.mapping.map((each, at) => (at === index ? target : each)) })
  return (
    <section className={styles.panel} aria-label="Columns">
      <h2>What each column holds</h2>
      <div className={styles.scroll}>
        <table className={styles.mapping}>
          <thead><tr><th scope="col">In the file</th><th scope="col">First rows</th><th scope="col">Becomes</th><th scope="col">Why</th></tr></thead>
          <tbody>
            {headers.map((header, index) => {
              const guess = guesses[index]!
              const isGuess = guess.target === state.mapping[index]
              const { tone, label } = sureness(guess.confidence)
              return (
                <tr key={index}>
                  <td>{header}</td>
                  <td><span className={styles.sample} style={{ display: 'block' }}>{preview.map(cells => cells[index] ?? '').filter(Boolean).slice(0, 3).join(' · ') || '(empty)'}</span></td>
                  <td><Select label={`What “${header}” becomes`} isLabelHidden options={targetOptions} value={state.mapping[index] ?? 'note'} onChange={target => set(index, target)} /></td>
                  <td className={styles.why}>{isGuess ? <><Badge tone={tone}>{label}</Badge> {guess.why}</> : 'Your choice'}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Questions({ work, state }: Props) {
  if (state.questions.length === 0) return null
  return (
    <section className={styles.panel} aria-label="Questions">
      <h2>One thing only you can say</h2>
      {state.questions.map(question => (
        <RadioGroup
          key={question.column} label={`How are the days in “${question.header}” written? For example ${question.examples.join(', ')}`} direction="row"
          options={[{ id: 'dayFirst', label: 'Day first (31/12)' }, { id: 'monthFirst', label: 'Month first (12/31)' }]}
          value={state.dateOrders.get(question.column) ?? null} onChange={order => work.change({ dateOrders: new Map(state.dateOrders).set(question.column, order as 'dayFirst' | 'monthFirst') })}
        />
      ))}
    </section>
  )
}

function Defaults({ work, state }: Props) {
  const { jobs, settings } = useDirectory()
  const { defaults } = state
  const open = [...jobs.values()].filter(job => job.status !== 'closed').toSorted((a, b) => a.title.localeCompare(b.title))
  const job = jobs.get(defaults.jobId ?? '')
  const none = { id: '', label: 'None' }
  return (
    <section className={styles.panel} aria-label="Rows that do not say">
      <h2>For rows that name none</h2>
      <div className={styles.fields}>
        <Select label="Job" description="Without one, people are added to the candidates only." options={[none, ...open.map(({ id, title }) => ({ id, label: title }))]} value={defaults.jobId ?? ''} onChange={id => work.change({ defaults: { ...defaults, jobId: id || null, stageId: null } })} />
        {job && <Select label="Stage" options={openStages(job).map(({ id, name }) => ({ id, label: name }))} value={defaults.stageId ?? openStages(job)[0]?.id ?? null} onChange={stageId => work.change({ defaults: { ...defaults, stageId } })} />}
        <Select label="Source" options={[none, ...(settings?.sources ?? []).filter(source => !source.archived).map(({ id, name }) => ({ id, label: name }))]} value={defaults.sourceId ?? ''} onChange={id => work.change({ defaults: { ...defaults, sourceId: id || null } })} />
        <Select label="Country of phone numbers" description="For numbers written without a country code." options={[none, ...countryOptions()]} value={state.country ?? ''} onChange={country => work.change({ country: country === '' ? null : country as never })} />
      </div>
    </section>
  )
}

/** What the columns mean, and what holds for rows that do not say. */
export function MappingStep({ work, state }: Props) {
  const { read, progress } = state
  const parts = read.parts
  return (
    <>
      <div className={styles.bar}>
        <strong>{read.fileName}</strong>
        <span className={styles.muted}>{read.rowCount.toLocaleString()} {read.rowCount === 1 ? 'row' : 'rows'}</span>
        {parts && parts.names.length > 1 && <Select label="Part of the file" isLabelHidden options={parts.names.map(name => ({ id: name, label: name }))} value={parts.chosen} onChange={name => void work.readPart(name)} />}
        <span className={styles.push} />
        <Button variant="ghost" onPress={() => work.reset()}>Choose another file</Button>
        <Button variant="primary" icon={<ArrowRight aria-hidden="true" />} isPending={progress !== null} onPress={() => void work.plan()}>See what would happen</Button>
      </div>
      {progress && <ProgressBar label="Checking every row" value={progress.done} max={Math.max(1, progress.total)} valueText={`${progress.done.toLocaleString()} of ${progress.total.toLocaleString()}`} />}
      {read.notes.length > 0 && <Banner tone="neutral">{read.notes.join('. ')}.</Banner>}
      <Questions work={work} state={state} />
      <Defaults work={work} state={state} />
      <Columns work={work} state={state} />
    </>
  )
}
