import { Printer } from 'lucide-react'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Interview } from '#shared/domain/model/interview'
import type { KitVersion } from '#shared/domain/model/kit'
import { levels } from '#shared/domain/scorecard-words'
import { openBridge } from '../../bridge/bridge.ts'
import { useDirectory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { usePaper } from '../../ui/layout/paper.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import { sayWhen } from './interview-times.ts'
import styles from './packet.module.css'

type PacketProps = { interview: Interview; candidate: Candidate | null; kit: KitVersion | null }

/** What an interviewer takes into the room on paper: who comes, what to ask, what to rate, room to write. No ratings of others. */
export function PacketButton(props: PacketProps) {
  const { me, jobs, people } = useDirectory()
  const { paper, start } = usePaper()
  const name = props.candidate?.fullName ?? 'A candidate'
  const print = () => start(
    <Packet {...props} when={sayWhen(props.interview, me.zone)} job={jobs.get(props.interview.jobId)?.title ?? ''} panel={props.interview.seats.map(seat => people.get(seat.personId)?.name ?? 'a colleague')} />,
    async () => {
      const answer = await openBridge().printPage({ suggestedName: `${name} · ${props.interview.name}.pdf`.slice(-120), landscape: false })
      if (answer.kind === 'saved') toast({ text: `Saved as ${answer.fileName}`, tone: 'good' })
      if (answer.kind === 'failed') toast({ text: 'The PDF could not be saved there. Choose another folder.', tone: 'bad' })
    },
  )
  useShortcuts('interview.packet', [{ keys: 'mod+p', title: 'Print the interview packet', section: 'Interview', run: print }])
  return <><Button icon={<Printer aria-hidden="true" />} onPress={print}>Print</Button>{paper}</>
}

function Packet({ interview, candidate, kit, when, job, panel }: PacketProps & { when: string; job: string; panel: readonly string[] }) {
  const resumes = candidate?.files.filter(file => file.kind === 'resume') ?? []
  return (
    <>
      <h1>{candidate?.fullName ?? 'A candidate'}</h1>
      <p>{[interview.name, job, when, panel.join(', ')].filter(Boolean).join(' · ')}</p>
      {candidate?.headline && <p>{candidate.headline}</p>}
      {candidate && candidate.employments.length > 0 && <><h2>Work</h2><ul>{candidate.employments.slice(0, 6).map(({ id, title, company, start, end }) => <li key={id}>{[title, company].filter(Boolean).join(', ')}{start && ` (${start} to ${end ?? 'today'})`}</li>)}</ul></>}
      <p>{resumes.length > 0 ? `Résumé: ${resumes.map(file => file.name).join(', ')}, in the candidate’s profile` : 'No résumé is kept.'}</p>
      {kit?.purpose && <><h2>What it is for</h2><p>{kit.purpose}</p></>}
      {kit && kit.cover.length > 0 && <><h2>Cover</h2><ul>{kit.cover.map(line => <li key={line}>{line}</li>)}</ul></>}
      {kit && kit.questions.length > 0 && <><h2>Questions</h2><ol>{kit.questions.map(({ id, text, followUps, goodLooksLike }) => (
        <li key={id}>{text}{followUps.length > 0 && <p>Then: {followUps.join(' · ')}</p>}{goodLooksLike && <p>Good: {goodLooksLike}</p>}<Lines count={4} /></li>
      ))}</ol></>}
      {kit && kit.doNots.length > 0 && <><h2>Do not</h2><ul>{kit.doNots.map(line => <li key={line}>{line}</li>)}</ul></>}
      {kit && kit.attributes.length > 0 && <><h2>Rate</h2>{kit.attributes.map(({ id, name, anchors }) => (
        <section key={id} className={styles.whole}>
          <h3>{name}</h3>
          <p className={styles.levels}>{levels.map((level, at) => <span key={level}>☐ {at + 1} {anchors[at] || level}</span>)}<span>☐ no evidence</span></p>
          <Lines count={2} />
        </section>
      ))}</>}
      <h2>Notes</h2>
      <Lines count={12} />
    </>
  )
}

const Lines = ({ count }: { count: number }) => <div className={styles.lines}>{Array.from({ length: count }, (_, at) => <div key={at} />)}</div>
