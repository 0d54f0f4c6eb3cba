import { useLocation } from 'wouter'
import { currentKits, giveKit } from '#shared/domain/commands/kit'
import type { Interview } from '#shared/domain/model/interview'
import type { KitVersion } from '#shared/domain/model/kit'
import { useAct } from '../../actions/use-act.ts'
import { useDirectory, useMay } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { LinkButton } from '../../ui/actions/link-button.tsx'
import { Menu } from '../../ui/overlays/menu.tsx'
import styles from './interviews.module.css'

type KitPanelProps = { interview: Interview; kit: KitVersion | null; summary: string; /** Whether the interview may still get another kit. */ mayGive: boolean }

/** What this interview is for, what to ask, and what not to. */
export function KitPanel({ interview, kit, summary, mayGive }: KitPanelProps) {
  const may = useMay()
  const act = useAct()
  const { jobs } = useDirectory()
  const [, go] = useLocation()
  const job = jobs.get(interview.jobId)
  const mayEdit = job !== undefined && may({ collection: 'jobs', before: job, after: job, fields: ['kits'] }).kind === 'allowed'
  const others = mayGive && job ? currentKits(job).filter(each => each.id !== kit?.id) : []
  const newer = others.find(each => each.kitId === kit?.kitId && each.version > kit.version)
  const give = (to: KitVersion) => void act(giveKit(interview, to), `This interview uses ${to.name}, version ${to.version}`)
  const edit = (mayEdit || others.length > 0) && (
    <div className={styles.buttons}>
      {newer && <Button size="sm" onPress={() => give(newer)}>Use version {newer.version} here</Button>}
      {others.length > 0 && !(newer && others.length === 1) && <Menu trigger={<Button size="sm" variant="ghost">{kit ? 'Use another kit' : 'Choose a kit'}</Button>} label="Kits of this job" sections={[{ id: 'kits', items: others.map(each => ({ id: each.kitId, title: each.name, description: `version ${each.version}`, run: () => give(each) })) }]} />}
      {mayEdit && <LinkButton onPress={() => go(`/jobs/${interview.jobId}/kits`)}>Interview kits of this job</LinkButton>}
    </div>
  )
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
