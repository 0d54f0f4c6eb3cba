import { ClipboardList } from 'lucide-react'
import { useLocation, useParams } from 'wouter'
import { copyOfKit, kitTemplates, saveKit, saveKitTemplate } from '#shared/domain/commands/kit'
import { createId } from '#shared/lib/ids'
import { useAct } from '../../actions/use-act.ts'
import { BackButton } from '../../parts/back-button.tsx'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory, useMay, useStamp } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import styles from './interviews.module.css'
import { KitList } from './kit-list.tsx'

/** The kits of a job: what each interview is for, what is asked, what is rated. */
export function KitsScreen() {
  const { jobId = '' } = useParams()
  const { jobs, settings } = useDirectory()
  const may = useMay()
  const act = useAct()
  const stamp = useStamp()
  const [, go] = useLocation()
  const job = jobs.get(jobId)
  if (!job) return <><PageHeader title="Interview kits" /><EmptyState icon={<ClipboardList />} title="This job is not on this computer">It may have been removed, or is not shared with you.</EmptyState></>
  const mayEdit = may({ collection: 'jobs', before: job, after: job, fields: ['kits'] }).kind === 'allowed'
  const mayKeep = settings !== null && may({ collection: 'settings', before: settings, after: settings, fields: ['kitTemplates'] }).kind === 'allowed'
  const templates = kitTemplates(settings)
  return (
    <div className={styles.page}>
      <PageHeader title={`Interview kits · ${job.title}`} lead={<BackButton label="Back to the job" to={`/jobs/${job.id}`} />}>
        <span className={styles.grow} />
        {mayKeep && <Button variant="ghost" onPress={() => go('/kit-templates')}>Templates</Button>}
      </PageHeader>
      <div className={styles.column}>
        <KitList label="Interview kits" versions={job.kits} mayEdit={mayEdit} onSave={kit => act(saveKit(job, kit, stamp()), kit.archived ? `${kit.name} archived` : `${kit.name} saved`)}
          empty={<EmptyState icon={<ClipboardList />} title="No kit yet">A kit says what an interview is for, what to ask and what to rate, so that everybody’s judgement can be compared.</EmptyState>}
          newTitle="New kit" templates={templates} {...(mayKeep && settings ? { onKeep: kit => void act(saveKitTemplate(settings, copyOfKit(kit, createId), stamp()), `${kit.name} is a template now`) } : {})} />
      </div>
    </div>
  )
}

/** The workspace's kits that every job may begin from. */
export function KitTemplatesScreen() {
  const { settings } = useDirectory()
  const may = useMay()
  const act = useAct()
  const stamp = useStamp()
  if (!settings) return <PageHeader title="Kit templates" />
  const mayEdit = may({ collection: 'settings', before: settings, after: settings, fields: ['kitTemplates'] }).kind === 'allowed'
  return (
    <div className={styles.page}>
      <PageHeader title="Kit templates" lead={<BackButton label="Back to the settings" to="/settings" />} />
      <div className={styles.column}>
        <KitList label="Kit templates" versions={settings.kitTemplates ?? []} mayEdit={mayEdit} onSave={kit => act(saveKitTemplate(settings, kit, stamp()), kit.archived ? `${kit.name} archived` : `${kit.name} saved`)}
          empty={<EmptyState icon={<ClipboardList />} title="No template yet">A template is a kit that every job can begin from. Keep a job’s kit as one, or write it here. Changing a template leaves the kits of jobs as they are.</EmptyState>}
          newTitle="New template" />
      </div>
    </div>
  )
}
