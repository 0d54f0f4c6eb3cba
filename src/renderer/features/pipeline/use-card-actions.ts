import { useState } from 'react'
import { useLocation } from 'wouter'
import { openStages } from '#shared/domain/commands/job'
import type { Job } from '#shared/domain/model/job'
import { useMay } from '../../replica/react.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { toast } from '../../ui/overlays/toast.tsx'
import type { Asking } from './actions/action-dialogs.tsx'
import type { Steps } from './actions/use-steps.ts'
import type { StripAction } from './board/detail-strip.tsx'
import type { Card } from './data/card.ts'

export type CardActionsInput = Readonly<{
  job: Job
  /** The chosen cards, or the active one. Asked when a key is pressed. */
  targets: () => readonly Card[]
  hasTargets: boolean
  steps: Steps
  onFilter: () => void
  /** A step was taken with the chosen cards: the next key is meant for others. */
  onStep: () => void
}>

/** A hire is taken back on the profile, where it is said before what that sets off in other systems. */
const isTurnedDown = ({ application: { status } }: Card): boolean => status !== 'active' && status !== 'hired'

/** The keys of the board and the list, the buttons that say them, and the dialog that is open. */
export function useCardActions({ job, targets, hasTargets, steps, onFilter, onStep }: CardActionsInput) {
  const may = useMay()
  const [, go] = useLocation()
  const [asking, setAsking] = useState<Asking | null>(null)
  const sample = { jobId: job.id, status: 'active' }
  const canMove = may({ collection: 'applications', before: sample, after: sample, fields: ['stageId'] }).kind === 'allowed'
  const canHire = may({ collection: 'applications', before: sample, after: { ...sample, status: 'hired' }, fields: ['status'] }).kind === 'allowed'
  const canPlan = may({ collection: 'interviews', after: {} }).kind === 'allowed'
  const canAdd = may({ collection: 'applications', after: sample }).kind === 'allowed'

  const ask = (kind: 'move' | 'reject' | 'withdraw' | 'tag' | 'hire') => () => {
    const cards = targets().filter(card => kind === 'tag' || card.application.status === 'active')
    if (cards.length === 0) return toast({ text: 'Choose somebody in process first.' })
    setAsking({ kind, cards: kind === 'hire' ? cards.slice(0, 1) : cards })
  }
  const moveTo = (stageId: string, cards: readonly Card[] = targets()) => {
    const stage = job.stages.find(each => each.id === stageId)
    const [only] = cards
    // One card onto the stage of hires is a hire: it has a date and is confirmed by the server.
    if (stage?.type === 'hired' && cards.length === 1 && only?.application.status === 'active' && canHire) return setAsking({ kind: 'hire', cards })
    void steps.move(cards, job, stageId)
    onStep()
  }
  const plan = () => {
    const [only] = targets()
    if (only) go(`/plan/${only.application.id}`)
  }
  const reopen = () => {
    const closed = targets().filter(isTurnedDown)
    if (closed.length === 0) return
    void steps.reopen(closed)
    onStep()
  }
  const actions: readonly StripAction[] = [
    { id: 'move', title: 'Move', keys: 'm', run: ask('move'), isShown: canMove && hasTargets },
    { id: 'reject', title: 'Turn away', keys: 'r', run: ask('reject'), isShown: canMove && hasTargets },
    { id: 'withdraw', title: 'Withdrew', keys: 'x', run: ask('withdraw'), isShown: canMove && hasTargets },
    { id: 'tag', title: 'Tag', keys: 't', run: ask('tag'), isShown: canMove && hasTargets },
    { id: 'plan', title: 'Plan interviews', keys: 'p', run: plan, isShown: canPlan && hasTargets && targets().length === 1 && targets()[0]?.application.status === 'active' },
    { id: 'hire', title: 'Mark as hired', keys: 'h', run: ask('hire'), isShown: canHire && hasTargets && targets().length === 1 },
    { id: 'reopen', title: 'Take back into process', keys: 'o', run: reopen, isShown: canMove && hasTargets && targets().some(isTurnedDown) },
  ]
  useShortcuts('pipeline', [
    ...actions.filter(action => action.isShown).map(({ keys, title, run }) => ({ keys, title, section: 'Cards', run })),
    ...(canMove ? openStages(job).slice(0, 9).map((stage, index) => ({ keys: String(index + 1), title: `Move to ${stage.name}`, section: 'Move', run: () => moveTo(stage.id) })) : []),
    { keys: 'u', title: 'Take the last step back', section: 'Cards', run: steps.undo },
    { keys: 'mod+z', title: 'Take the last step back', section: 'Cards', isHidden: true, whileTyping: false, run: steps.undo },
    { keys: 'f', title: 'Filter', section: 'Cards', run: onFilter },
    ...(canAdd ? [{ keys: 'a', title: 'Add somebody to the job', section: 'Cards', run: () => setAsking({ kind: 'add', stageId: undefined }) }] : []),
    { keys: 'space', title: 'Choose', section: 'Cards on the board', run: () => undefined, isHidden: true },
  ])
  return { asking, setAsking, actions, moveTo, canMove, canAdd }
}
