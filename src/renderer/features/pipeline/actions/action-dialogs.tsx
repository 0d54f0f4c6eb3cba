import { firstValueFrom } from 'rxjs'
import { withdrawApplications, type AddAnswer } from '#shared/domain/commands/pipeline'
import type { Job } from '#shared/domain/model/job'
import { useReplica, useStamp } from '../../../replica/react.tsx'
import { sayProblem } from '../../../replica/say-problem.ts'
import { toast } from '../../../ui/overlays/toast.tsx'
import type { Card } from '../data/card.ts'
import { AddDialog } from './add-dialog.tsx'
import { HireDialog } from './hire-dialog.tsx'
import { MoveDialog } from './move-dialog.tsx'
import { RejectDialog } from './reject-dialog.tsx'
import { TagDialog } from './tag-dialog.tsx'
import type { Steps } from './use-steps.ts'

/** The dialog that is open, with the cards it was opened for. */
export type Asking = Readonly<{ kind: 'move' | 'reject' | 'withdraw' | 'tag' | 'hire'; cards: readonly Card[] } | { kind: 'add'; stageId: string | undefined }>
export type ActionDialogsProps = { asking: Asking | null; job: Job; steps: Steps; onClose: () => void; onDone: () => void }

export function ActionDialogs({ asking, job, steps, onClose, onDone }: ActionDialogsProps) {
  const replica = useReplica()
  const makeStamp = useStamp()
  if (!asking) return null
  const then = (run: () => unknown) => { onClose(); onDone(); void run() }
  const add = async ({ application, changes }: AddAnswer & { kind: 'ready' }, name: string) => {
    try {
      const written = await replica.write(changes)
      steps.offerUndo(`Added ${name} to ${job.title}`, async () => {
        const unsent = await firstValueFrom(replica.watchPending('applications'))
        // What the server has is never deleted; it is taken out of process instead.
        if (unsent.has(application.id)) await written.undo()
        else await replica.write(withdrawApplications([application], { reasonId: null, note: '' }, makeStamp()))
        toast({ text: 'Taken back' })
      })
    } catch (error) {
      toast({ text: sayProblem(error), tone: 'bad' })
    }
  }
  if (asking.kind === 'add') return <AddDialog job={job} stageId={asking.stageId} onClose={onClose} onAdd={(answer, name) => { onClose(); void add(answer, name) }} />
  const { cards } = asking
  const [card] = cards
  switch (asking.kind) {
    case 'move': return <MoveDialog cards={cards} job={job} onClose={onClose} onMove={stageId => then(() => steps.move(cards, job, stageId))} />
    case 'reject': return <RejectDialog kind="reject" cards={cards} job={job} onClose={onClose} onDone={input => then(() => steps.reject(cards, job, input))} />
    case 'withdraw': return <RejectDialog kind="withdraw" cards={cards} job={job} onClose={onClose} onDone={input => then(() => steps.withdraw(cards, input))} />
    case 'tag': return <TagDialog cards={cards} onClose={onClose} onTag={tags => then(() => steps.tag(cards, tags))} />
    case 'hire': return card ? <HireDialog card={card} job={job} onClose={onClose} onHire={startDate => then(() => steps.hire(card, job, startDate))} /> : null
  }
}
