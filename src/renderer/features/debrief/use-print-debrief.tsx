import type { Job } from '#shared/domain/model/job'
import { openBridge } from '../../bridge/bridge.ts'
import { useMe } from '../../replica/react.tsx'
import { usePaper } from '../../ui/layout/paper.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import { useAgendaNames } from './agenda-list.tsx'
import { DebriefPaper } from './debrief-paper.tsx'
import type { DebriefView, ShownRow } from './debrief-view.ts'

/** Prints a debrief, or saves it as a PDF on the desktop. Draw `paper` on the screen that offers it. */
export function usePrintDebrief(job: Job, view: DebriefView | null) {
  const me = useMe()
  const { paper, start } = usePaper()
  const names = useAgendaNames(view)
  const print = (rows: readonly ShownRow[], title: string) => {
    if (!view) return
    start(<DebriefPaper view={view} rows={rows} context={{ job, names, nowMs: Date.now(), zone: me.zone }} />, async () => {
      const answer = await openBridge().printPage({ suggestedName: `${title}.pdf`.slice(0, 120), landscape: false })
      if (answer.kind === 'saved') toast({ text: `Saved as ${answer.fileName}`, tone: 'good' })
      if (answer.kind === 'failed') toast({ text: 'The PDF could not be saved there. Choose another folder.', tone: 'bad' })
    })
  }
  return { paper, print }
}
