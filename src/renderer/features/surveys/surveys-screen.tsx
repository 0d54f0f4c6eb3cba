import { MessageCircleHeart } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { surveyReportSchema, type SurveyReport } from '#shared/contract/surveys'
import { surveyWords } from '#shared/domain/surveys/survey-kinds'
import { fewestAnswers } from '#shared/domain/surveys/survey-report'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { HireList } from './hire-list.tsx'
import styles from './surveys.module.css'

/** What candidates and hiring managers answered. Lives on the server: answers of candidates are on nobody's laptop. */
export function SurveysScreen() {
  const { settings } = useDirectory()
  const [, go] = useLocation()
  const report = useQuery({ queryKey: ['surveys'], queryFn: ({ signal }) => serverRequest('GET', '/api/surveys', surveyReportSchema, undefined, signal) })
  const isOn = settings?.automaticMail?.surveys === true
  const asked = report.data?.figures.reduce((sum, figure) => sum + figure.asked, 0) ?? 0
  const openSettings = <Button onPress={() => go('/settings/mail')}>Settings</Button>
  return (
    <div className={styles.page}>
      <PageHeader title="Surveys" />
      <div className={styles.column}>
        {report.isPending && <Skeleton lines={6} />}
        {report.isError && <Banner tone="neutral">{sayProblem(report.error)}</Banner>}
        {report.data && !isOn && asked > 0 && <Banner tone="neutral" actions={openSettings}>Surveys are switched off: nobody is asked any more.</Banner>}
        {report.data && asked === 0 && (
          <EmptyState isSure icon={<MessageCircleHeart />} title="Nobody was asked yet" {...(isOn ? {} : { action: openSettings })}>
            {isOn ? 'Candidates are asked after an interview and after the process, hiring managers about their hires after one, three and six months. One question, no account.' : 'Switch surveys on under Settings, Automatic e-mail: candidates and hiring managers are then asked one question at a time.'}
          </EmptyState>
        )}
        {report.data && asked > 0 && <Report report={report.data} />}
      </div>
    </div>
  )
}

function Report({ report }: { report: SurveyReport }) {
  const shown = report.figures.filter(figure => figure.asked > 0)
  return (
    <>
      <section className={styles.part} aria-label="Answers">
        <p className={styles.hint}>Each scale is put on 0 to 100. Answers of candidates are shown from {fewestAnswers} on, so that nobody can tell whose they are.</p>
        <div className={styles.wide}>
          <table className={styles.table}>
            <thead><tr><th scope="col">Question</th><th scope="col">Mean</th><th scope="col">Answered</th><th scope="col">Asked</th></tr></thead>
            <tbody>{shown.map(({ kind, mean, answered, asked, isHidden }) => (
              <tr key={kind}><th scope="row">{surveyWords[kind].title}</th><td>{isHidden ? <span className={styles.muted}>fewer than {fewestAnswers}</span> : mean === null ? '–' : Math.round(mean)}</td><td>{isHidden ? '–' : answered}</td><td>{asked}</td></tr>
            ))}</tbody>
          </table>
        </div>
      </section>
      <HireList hires={report.hires} />
      {shown.filter(figure => figure.comments.length > 0).map(({ kind, comments }) => (
        <section key={kind} className={styles.part} aria-label={`Words: ${surveyWords[kind].title}`}>
          <h2 className={styles.title}>{surveyWords[kind].title}</h2>
          <ul className={styles.words}>{comments.map((comment, at) => <li key={`${at} ${comment}`}>{comment}</li>)}</ul>
        </section>
      ))}
    </>
  )
}
