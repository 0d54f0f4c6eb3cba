import { showHistory, useShownHistory } from '../../replica/shown-history.ts'
import { Sheet } from '../../ui/overlays/sheet.tsx'
import { HistoryList } from './history-list.tsx'

/** The history beside the record one looks at; mounted once. */
export function HistorySheet() {
  const shown = useShownHistory()
  return (
    <Sheet title="History" description="Who changed what, newest first" size="md" isOpen={shown !== null} onOpenChange={isOpen => { if (!isOpen) showHistory(null) }}>
      {() => shown && <HistoryList of={shown} />}
    </Sheet>
  )
}
