import { useState } from 'react'
import { acceptOffer, decideOffer, declineOffer, extendOffer, rescindOffer, takeOfferBack } from '#shared/domain/commands/offer'
import { hireApplication } from '#shared/domain/commands/pipeline'
import type { Application } from '#shared/domain/model/application'
import type { Offer } from '#shared/domain/model/offer'
import { approvalState, chainOf, currentVersion, rowToDecide } from '#shared/domain/offers/approvals'
import { offerSteps } from '#shared/domain/offers/offer-steps'
import { dayOf } from '#shared/lib/zoned-time'
import { useNow } from '../../actions/use-now.ts'
import { useDirectory, useMay, useStamp } from '../../replica/react.tsx'
import type { NoteQuestion } from './note-dialog.tsx'
import type { OfferAction } from './open-offer.ts'
import { useOfferAct } from './use-offer-act.ts'

export type OfferActions = Readonly<{ actions: readonly OfferAction[]; question: NoteQuestion | null; ask: (question: NoteQuestion | null) => void }>
type Wishes = Readonly<{ write: () => void; send: () => void }>

/** What this person can do next with an offer, the step that leads on first. */
export function useOfferActions(offer: Offer, application: Application | null, candidateName: string, wishes: Wishes): OfferActions {
  const { me, jobs, settings } = useDirectory()
  const may = useMay()
  const act = useOfferAct()
  const now = useNow()
  const stamp = useStamp()
  const [question, ask] = useState<NoteQuestion | null>(null)
  const job = jobs.get(offer.jobId)
  const version = currentVersion(offer)
  const mayRun = may({ collection: 'offers', before: offer, after: offer, fields: ['status'] }).kind === 'allowed'
  const mayHire = application !== null && may({ collection: 'applications', before: application, after: { ...application, status: 'hired' }, fields: ['status'] }).kind === 'allowed'
  const row = rowToDecide(offer, me.id)
  const isLast = row !== null && chainOf(offer, offer.currentVersionId).filter(each => each.decision === 'waiting').length === 1
  const lastDay = version?.expiresOn ?? null
  const isOver = lastDay !== null && lastDay < dayOf(now, settings?.zone ?? me.zone)
  const state = approvalState(offer)
  const actions: OfferAction[] = []
  if (row) {
    actions.push(
      { id: 'approve', title: 'Approve', keys: 'y', isMain: true, run: () => void act(decideOffer(offer, 'approved', '', stamp()), 'Approved', isLast) },
      { id: 'disapprove', title: 'Do not approve', keys: 'd', run: () => ask({ title: 'Do not approve', label: 'Why not?', hint: 'Whoever drafted the offer reads this and writes new terms.', button: 'Do not approve', isRequired: true, run: note => void act(decideOffer(offer, 'declined', note, stamp()), 'Sent back', true) }) },
    )
  }
  if (mayRun && offer.status === 'draft' && state !== 'declined') actions.push({ id: 'send', title: 'Ask for approval', keys: 's', isMain: row === null, run: wishes.send })
  if (mayRun && offer.status === 'approved' && !isOver) actions.push({ id: 'extend', title: `Extend to ${candidateName}`, keys: 'x', isMain: true, run: () => void act(extendOffer(offer, stamp()), `Extended to ${candidateName}`) })
  if (mayRun && offer.status === 'extended') {
    actions.push(
      { id: 'accept', title: 'They accepted', keys: 'a', isMain: true, run: () => void act(acceptOffer(offer, stamp()), `${candidateName} accepted`) },
      { id: 'decline', title: 'They declined', keys: 'n', run: () => ask({ title: `${candidateName} declined`, label: 'What did they say?', hint: 'May stay empty.', button: 'Note it', isRequired: false, run: note => void act(declineOffer(offer, note, stamp()), `Noted that ${candidateName} declined`) }) },
    )
  }
  if (mayHire && offer.status === 'accepted' && application.status === 'active' && job && version) {
    actions.push({ id: 'hire', title: 'Mark as hired', keys: 'h', isMain: true, run: () => void act(hireApplication(application, job, version.startDate, stamp()), `${candidateName} is marked as hired`) })
  }
  if (mayRun && offer.status !== 'accepted') actions.push({ id: 'write', title: 'Write new terms', keys: 'e', isMain: offer.status === 'draft' && state === 'declined', run: wishes.write })
  if (mayRun && (offer.status === 'approving' || offer.status === 'rescinded')) {
    const isAgain = offer.status === 'rescinded'
    actions.push({ id: 'back', title: isAgain ? 'Open again' : 'Take back to draft', keys: 'b', run: () => void act(takeOfferBack(offer, stamp()), isAgain ? 'Open again, as a draft' : 'Taken back', true) })
  }
  if (mayRun && offerSteps[offer.status].includes('rescinded') && !(application?.status === 'hired')) {
    actions.push({ id: 'rescind', title: 'Rescind', keys: 'r', isDanger: true, run: () => ask({ title: 'Rescind the offer', label: 'Why?', hint: 'Kept with the offer. It can be opened again as a draft.', button: 'Rescind', isRequired: false, run: note => void act(rescindOffer(offer, note, stamp()), 'Rescinded', true) }) })
  }
  return { actions, question, ask }
}
