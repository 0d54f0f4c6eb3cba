import { ChevronsUpDown } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Job } from '#shared/domain/model/job'
import { useDirectory } from '../../replica/react.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { Menu } from '../../ui/overlays/menu.tsx'

export const byTitle = (a: Job, b: Job): number => a.title.localeCompare(b.title)

/** From one job's board to another's. */
export function JobSwitcher({ current }: { current: Job }) {
  const { jobs } = useDirectory()
  const [, go] = useLocation()
  const open = [...jobs.values()].filter(job => job.status === 'open' || job.id === current.id).toSorted(byTitle)
  return (
    <Menu
      label="Jobs" trigger={<IconButton label="Switch job" size="sm" icon={<ChevronsUpDown aria-hidden="true" />} />}
      sections={[
        { id: 'all', items: [{ id: 'all', title: 'All jobs', run: () => go('/pipeline') }] },
        { id: 'jobs', title: 'Open jobs', items: open.slice(0, 60).map(job => ({ id: job.id, title: job.title, isChosen: job.id === current.id, run: () => go(`/pipeline/${job.id}`) })) },
      ]}
    />
  )
}
