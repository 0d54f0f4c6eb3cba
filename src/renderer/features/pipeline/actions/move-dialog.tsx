import { useState } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { openStages } from '#shared/domain/commands/job'
import type { Job } from '#shared/domain/model/job'
import { Button } from '../../../ui/actions/button.tsx'
import { Kbd } from '../../../ui/display/kbd.tsx'
import { useShortcuts } from '../../../ui/keyboard/use-shortcuts.ts'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import type { Card } from '../data/card.ts'
import styles from './actions.module.css'
import { StepPreview } from './step-preview.tsx'
import { whom } from './use-steps.ts'

export type MoveDialogProps = { cards: readonly Card[]; job: Job; onMove: (stageId: string) => void; onClose: () => void }

/** `m`: the stages, what each would set off, Enter to move. */
export function MoveDialog({ cards, job, onMove, onClose }: MoveDialogProps) {
  const stages = openStages(job)
  const [first] = cards
  const at = cards.every(card => card.application.stageId === first?.application.stageId) ? stages.findIndex(stage => stage.id === first?.application.stageId) : -1
  const [chosen, setChosen] = useState(() => (stages[at + 1] ?? stages[0])?.id ?? '')
  return (
    <Dialog
      title={`Move ${whom(cards)}`} size="sm" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button variant="primary" isDisabled={!chosen} onPress={() => onMove(chosen)}>Move</Button></>}
    >
      <NumberKeys stages={stages.map(stage => stage.id)} onMove={onMove} />
      <div className={styles.form}>
        <ListBox
          aria-label="Stage" className={styles.stages!} selectionMode="single" disallowEmptySelection selectedKeys={[chosen]} autoFocus="first" shouldFocusOnHover={false} selectionBehavior="replace"
          disabledKeys={at < 0 ? [] : [stages[at]!.id]} onSelectionChange={keys => { for (const key of keys) setChosen(String(key)) }} onAction={key => onMove(String(key))}
        >
          {stages.map((stage, index) => (
            <ListBoxItem key={stage.id} id={stage.id} textValue={stage.name} className={styles.stage!}>
              <span className={styles.stageName}>{stage.name}</span>
              {index === at ? <span className={styles.hint}>here now</span> : index < 9 && <Kbd keys={String(index + 1)} isDecorative />}
            </ListBoxItem>
          ))}
        </ListBox>
        {chosen && <StepPreview step={{ kind: 'move', toStageId: chosen }} cards={cards} job={job} />}
      </div>
    </Dialog>
  )
}

/** Inside the dialog, so that its keys are the dialog's. The list takes letters for itself, so digits are free. */
function NumberKeys({ stages, onMove }: { stages: readonly string[]; onMove: (stageId: string) => void }) {
  useShortcuts('move dialog', stages.slice(0, 9).map((id, index) => ({ keys: String(index + 1), title: `Move to stage ${index + 1}`, section: 'Move', whileTyping: true, run: () => onMove(id) })))
  return null
}
