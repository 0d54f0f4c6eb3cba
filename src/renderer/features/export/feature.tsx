import { Download } from 'lucide-react'
import { sayCode } from '../../replica/say-problem.ts'
import { toast } from '../../ui/overlays/toast.tsx'
import type { Feature } from '../../replica/feature.ts'
import type { Replica } from '../../replica/replica.ts'

/** From the palette: at once, without a screen. */
async function exportNow(replica: Replica): Promise<void> {
  const close = toast({ text: 'Packing everything you may see…' })
  try {
    const { runExport } = await import('./run-export.ts')
    const end = await runExport(replica, Date.now(), () => {}, () => false)
    if (end.kind === 'saved') toast({ text: 'Export saved.', tone: 'good' })
    if (end.kind === 'failed') toast({ text: end.say, tone: 'bad' })
  } catch {
    toast({ text: sayCode('unexpected'), tone: 'bad' })
  } finally {
    close()
  }
}

export const feature: Feature = {
  id: 'export',
  nav: { title: 'Export', path: '/export', icon: <Download />, shortcut: 'g x', order: 82 },
  routes: [{ path: '/export', load: () => import('./export-screen.tsx').then(module => ({ Screen: module.ExportScreen })) }],
  commands: ({ replica }) => [{ id: 'export.now', title: 'Export everything', section: 'Workspace', keywords: ['download', 'backup', 'csv', 'zip', 'save'], icon: <Download aria-hidden="true" />, run: () => { void exportNow(replica) } }],
}
