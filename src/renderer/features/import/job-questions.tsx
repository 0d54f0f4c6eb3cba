import { useDirectory } from '../../replica/react.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { Disclosure } from '../../ui/layout/disclosure.tsx'
import styles from './import.module.css'
import { fileJobs } from './say-row.ts'
import type { ImportState, ImportWork } from './work/import-work.ts'

/** Which job each name in the file means. */
export function JobQuestions({ work, state }: { work: ImportWork; state: Extract<ImportState, { step: 'review' }> }) {
  const { jobs } = useDirectory()
  const named = fileJobs(state.rows, state.jobChoices)
  if (named.length === 0) return null
  const known = [...jobs.values()].toSorted((a, b) => a.title.localeCompare(b.title)).map(job => ({ id: job.id, label: job.status === 'closed' ? `${job.title} (closed)` : job.title }))
  const opening = named.filter(({ choice }) => choice.kind === 'open').length
  return (
    <Disclosure title={`Jobs in the file: ${named.length.toLocaleString()}${opening > 0 ? `, ${opening.toLocaleString()} to be opened` : ''}`} isInitiallyExpanded={opening > 0 && named.length <= 6}>
      <div className={styles.fields}>
        {named.map(({ name, count, choice }) => (
          <Select
            key={name} label={`${name} (${count.toLocaleString()})`} options={[{ id: 'open', label: 'Open a new job with this name' }, { id: 'note', label: 'No job; keep the name in the note' }, ...known]}
            value={choice.kind === 'job' ? choice.jobId : choice.kind}
            onChange={id => work.chooseJob(name, id === 'open' || id === 'note' ? { kind: id } : { kind: 'job', jobId: id })}
          />
        ))}
      </div>
    </Disclosure>
  )
}
