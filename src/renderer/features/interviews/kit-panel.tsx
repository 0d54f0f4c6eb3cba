import { useLocation } from 'wouter'
import type { KitVersion } from '#shared/domain/model/kit'
import { useDirectory, useMay } from '../../replica/react.tsx'
import { LinkButton } from '../../ui/actions/link-button.tsx'
import styles from './interviews.module.css'

/** What this interview is for, what to ask, and what not to. */
export function KitPanel({ kit, summary, jobId }: { kit: KitVersion | null; summary: string; jobId: string }) {
  const may = useMay()
  const { jobs } = useDirectory()
  const [, go] = useLocation()
  const job = jobs.get(jobId)
  const mayEdit = job !== undefined && may({ collection: 'jobs', before: job, after: job, fields: ['kits'] }).kind === 'allowed'
  const edit = mayEdit && <div><LinkButton onPress={() => go(`/jobs/${jobId}/kits`)}>Interview kits of this job</LinkButton></div>
  if (!kit) return <section className={styles.part} aria-label="Kit"><h2 className={styles.title}>Kit</h2><p className={styles.hint}>This interview has no kit: no questions or attributes were prepared for it.</p>{edit}</section>
  return (
    <section className={styles.side} aria-label="Kit">
      <h2 className={styles.title}>{kit.name} <span className={styles.count}>version {kit.version}</span></h2>
      {summary && <p className={styles.hint}>{summary}</p>}
      {kit.purpose && <div className={styles.part}><h3>What it is for</h3><p>{kit.purpose}</p></div>}
      {kit.cover.length > 0 && <div className={styles.part}><h3>Cover</h3><ul className={styles.list}>{kit.cover.map(line => <li key={line}>{line}</li>)}</ul></div>}
      {kit.questions.length > 0 && (
        <div className={styles.part}><h3>Questions</h3>
          <ol className={styles.list}>{kit.questions.map(({ id, text, followUps, goodLooksLike }) => (
            <li key={id}>
              <p>{text}</p>
              {followUps.length > 0 && <p className={styles.faint}>Then: {followUps.join(' · ')}</p>}
              {goodLooksLike && <p className={styles.faint}>Good: {goodLooksLike}</p>}
            </li>
          ))}</ol>
        </div>
      )}
      {kit.doNots.length > 0 && <div className={styles.part}><h3>Do not</h3><ul className={styles.list}>{kit.doNots.map(line => <li key={line}>{line}</li>)}</ul></div>}
      {edit}
    </section>
  )
}
