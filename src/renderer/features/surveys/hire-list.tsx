import { from, map, switchMap } from 'rxjs'
import type { SurveyReport } from '#shared/contract/surveys'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'
import styles from './surveys.module.css'

/** Whether an answer that is not there may still come is not known here: nobody was asked before surveys were switched on. */
const figure = (value: number | null, none: string): string => (value === null ? none : String(Math.round(value)))

/** Quality of each hire from its three parts; open until all are answered. */
export function HireList({ hires }: { hires: SurveyReport['hires'] }) {
  const replica = useReplica()
  const { jobs } = useDirectory()
  const ids = hires.map(hire => hire.applicationId)
  const live = useLive(() => from(replica.getMany('applications', ids)).pipe(switchMap(applications => from(replica.getMany('candidates', [...applications.values()].map(each => each.candidateId))).pipe(map(candidates => ({ applications, candidates }))))), [replica, ids.join()], 'surveys.hires')
  if (hires.length === 0) return null
  const words = (applicationId: string): string => {
    const application = live.kind === 'ready' ? live.value.applications.get(applicationId) : undefined
    const candidate = application && live.kind === 'ready' ? live.value.candidates.get(application.candidateId) : undefined
    return [candidate?.fullName ?? 'A hire', jobs.get(application?.jobId ?? '')?.title].filter(Boolean).join(' · ')
  }
  return (
    <section className={styles.part} aria-label="Quality of hire">
      <h2 className={styles.title}>Quality of hire</h2>
      <p className={styles.hint}>Performance, staying and the manager’s satisfaction, each on 0 to 100, divided by three. Of two reviews the later counts. Open until all three are answered.</p>
      <div className={styles.wide}>
        <table className={styles.table}>
          <thead><tr><th scope="col">Hire</th><th scope="col">Quality</th><th scope="col">Performance</th><th scope="col">Still here</th><th scope="col">Satisfaction</th></tr></thead>
          <tbody>{hires.map(hire => <tr key={hire.applicationId}><th scope="row">{words(hire.applicationId)}</th><td>{figure(hire.quality, 'open')}</td><td>{figure(hire.performance, '–')}</td><td>{figure(hire.retention, '–')}</td><td>{figure(hire.satisfaction, '–')}</td></tr>)}</tbody>
        </table>
      </div>
    </section>
  )
}
