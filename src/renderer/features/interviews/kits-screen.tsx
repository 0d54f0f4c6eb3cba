import { ClipboardList, Plus } from 'lucide-react'
import { useState } from 'react'
import { useParams } from 'wouter'
import { currentKits, saveKit } from '#shared/domain/commands/kit'
import type { KitVersion } from '#shared/domain/model/kit'
import { createId } from '#shared/lib/ids'
import { useAct } from '../../actions/use-act.ts'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory, useMay, useStamp } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import styles from './interviews.module.css'
import { KitEditor, type EditedKit } from './kit-editor.tsx'

const newKit = (): EditedKit => ({ kitId: createId(), name: '', purpose: '', cover: [], questions: [], attributes: [], doNots: [], archived: false })

const editedOf = ({ id: _id, version: _version, ...kit }: KitVersion): EditedKit => kit

/** The kits of a job: what each interview is for, what is asked, what is rated. */
export function KitsScreen() {
  const { jobId = '' } = useParams()
  const { jobs } = useDirectory()
  const may = useMay()
  const act = useAct()
  const stamp = useStamp()
  const [editing, setEditing] = useState<EditedKit | null>(null)
  const job = jobs.get(jobId)
  if (!job) return <><PageHeader title="Interview kits" /><EmptyState icon={<ClipboardList />} title="This job is not on this computer">It may have been removed, or is not shared with you.</EmptyState></>
  const mayEdit = may({ collection: 'jobs', before: job, after: job, fields: ['kits'] }).kind === 'allowed'
  const kits = currentKits(job)
  const save = async (kit: EditedKit) => {
    if (await act(saveKit(job, kit, stamp()), `${kit.name} saved`)) setEditing(null)
  }
  return (
    <div className={styles.page}>
      <PageHeader title={`Interview kits · ${job.title}`}>
        <span className={styles.grow} />
        {mayEdit && editing === null && <Button variant="primary" icon={<Plus aria-hidden="true" />} onPress={() => setEditing(newKit())}>New kit</Button>}
      </PageHeader>
      <div className={styles.column}>
        {editing && <KitEditor key={editing.kitId} kit={editing} onSave={kit => void save(kit)} onCancel={() => setEditing(null)} />}
        {!editing && kits.length === 0 && <EmptyState icon={<ClipboardList />} title="No kit yet">A kit says what an interview is for, what to ask and what to rate, so that everybody’s judgement can be compared.</EmptyState>}
        {!editing && kits.length > 0 && (
          <ul className={styles.rows} aria-label="Interview kits">
            {kits.map(kit => (
              <li key={kit.kitId} className={styles.row}>
                <span className={styles.words}><strong>{kit.name}</strong><span className={styles.faint}>version {kit.version} · {kit.questions.length} questions · {kit.attributes.length} attributes</span></span>
                {mayEdit && <Button size="sm" aria-label={`Edit ${kit.name}`} onPress={() => setEditing(editedOf(kit))}>Edit</Button>}
                {mayEdit && <Button size="sm" variant="ghost" aria-label={`Archive ${kit.name}`} onPress={() => void act(saveKit(job, { ...editedOf(kit), archived: true }, stamp()), `${kit.name} archived`)}>Archive</Button>}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
