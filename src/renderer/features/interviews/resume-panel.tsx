import { useLocation } from 'wouter'
import type { Candidate } from '#shared/domain/model/candidate'
import { FileView, resumeOf } from '../../parts/resume/file-view.tsx'
import { Button } from '../../ui/actions/button.tsx'
import styles from './interviews.module.css'

const span = (start: string | null, end: string | null): string => (start === null ? '' : ` · ${start} to ${end ?? 'today'}`)

/** Who sits opposite: what they did, and their résumé, from this computer. */
export function ResumePanel({ candidate }: { candidate: Candidate }) {
  const [, go] = useLocation()
  const file = resumeOf(candidate)
  const elsewhere = candidate.files.find(each => each.kind === 'resume')
  return (
    <section className={styles.side} aria-label="Résumé">
      <h2 className={styles.title}>Résumé</h2>
      {candidate.headline && <p className={styles.hint}>{candidate.headline}</p>}
      {candidate.employments.length > 0 && (
        <ul className={styles.list} aria-label="Work">{candidate.employments.map(({ id, title, company, start, end }) => <li key={id}>{[title, company].filter(Boolean).join(', ')}<span className={styles.faint}>{span(start, end)}</span></li>)}</ul>
      )}
      {file ? <FileView key={file.sha256} file={file} />
        : <p className={styles.hint}>{elsewhere ? `${elsewhere.name} is no PDF: it can be saved from the profile, not read here.` : 'No résumé is kept.'}</p>}
      {!file && elsewhere && <div><Button size="sm" variant="ghost" onPress={() => go(`/candidates/${candidate.id}`)}>Open the profile</Button></div>}
    </section>
  )
}
