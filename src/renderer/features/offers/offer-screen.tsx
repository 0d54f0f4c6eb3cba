import { CloudUpload, FileSignature } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { draftOffer, reviseOffer, sendForApproval, type OfferTerms } from '#shared/domain/commands/offer'
import type { Application } from '#shared/domain/model/application'
import type { Offer } from '#shared/domain/model/offer'
import { approvalState, currentVersion } from '#shared/domain/offers/approvals'
import { whenWords } from '#shared/domain/timeline-words'
import { useNow } from '../../actions/use-now.ts'
import { BackButton } from '../../parts/back-button.tsx'
import { HistoryButton } from '../../parts/history-button.tsx'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory, useLive, useMay, useReplica, useStamp } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Kbd } from '../../ui/display/kbd.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { ApprovalCard } from './approval-card.tsx'
import { HireCard } from './hire-card.tsx'
import { LetterCard } from './letter-card.tsx'
import { NoteDialog } from './note-dialog.tsx'
import { statusWords } from './offer-words.ts'
import styles from './offers.module.css'
import { setOpenOffer } from './open-offer.ts'
import { SendDialog } from './send-dialog.tsx'
import { SignatureCard } from './signature-card.tsx'
import { TermsForm } from './terms-form.tsx'
import { TermsView } from './terms-view.tsx'
import { useOfferAct } from './use-offer-act.ts'
import { useOfferActions } from './use-offer-actions.ts'
import { watchOfferRoom, type OfferRoom } from './watch-offers.ts'

/** The offer of one application: its terms, who has to agree, and the next step. */
export function OfferScreen() {
  const { applicationId = '' } = useParams()
  const replica = useReplica()
  // A draft that is saved makes a screen of another kind: the keys go on at its next step.
  const [draftedId, setDraftedId] = useState<string | null>(null)
  const live = useLive(() => watchOfferRoom(replica, applicationId), [replica, applicationId], `offer ${applicationId}`)
  if (live.kind === 'loading') return <div className={styles.page}><PageHeader title="Offer" /><Skeleton lines={8} /></div>
  const room = live.kind === 'ready' ? live.value : null
  if (!room || (room.offer === null && room.application === null)) return <><PageHeader title="Offer" /><EmptyState icon={<FileSignature />} title="This offer is not on this computer">It may not have arrived yet, or is not shared with you.</EmptyState></>
  if ((room.candidate?.erasedAtMs ?? null) !== null) return <><PageHeader title="Offer" /><EmptyState isSure icon={<FileSignature />} title="Erased at their request">This candidate asked to be erased. An offer they had not answered was taken back.</EmptyState></>
  return room.offer ? <Room key={applicationId} room={room} offer={room.offer} isDrafted={draftedId === applicationId} /> : <NoOffer key={applicationId} room={room} application={room.application!} onDraft={() => setDraftedId(applicationId)} />
}

const titleOf = (room: OfferRoom, jobTitle: string | undefined): string => [`Offer to ${room.candidate?.fullName ?? 'a candidate'}`, jobTitle].filter(Boolean).join(' · ')

function NoOffer({ room, application, onDraft }: { room: OfferRoom; application: Application; onDraft: () => void }) {
  const { jobs } = useDirectory()
  const may = useMay()
  const act = useOfferAct()
  const stamp = useStamp()
  const [, go] = useLocation()
  const job = jobs.get(application.jobId)
  const answer = may({ collection: 'offers', after: application })
  const expected = room.candidate?.expectedCompensation ?? null
  const terms: Partial<OfferTerms> = {
    title: job?.title ?? '', employmentTypeId: job?.employmentTypeId ?? null, ...(job?.targetStartDate ? { startDate: job.targetStartDate } : {}), ...(expected ? { baseSalary: expected } : {}),
  }
  const back = () => go(`/candidates/${application.candidateId}`)
  return (
    <div className={styles.page}>
      <PageHeader title={titleOf(room, job?.title)}><span className={styles.grow} /><Button onPress={back}>Profile</Button></PageHeader>
      <div className={styles.column}>
        {answer.kind === 'allowed'
          ? <TermsForm terms={terms} submitLabel="Save draft" onCancel={back} onSubmit={written => { onDraft(); void act(draftOffer(application, written, stamp()).changes, 'Draft saved', true) }} />
          : <EmptyState icon={<FileSignature />} title="No offer yet">A recruiter of the job drafts it. You are told when your approval is asked for.</EmptyState>}
      </div>
    </div>
  )
}

function Room({ room, offer, isDrafted }: { room: OfferRoom; offer: Offer; isDrafted: boolean }) {
  const { me, jobs } = useDirectory()
  const now = useNow()
  const act = useOfferAct()
  const stamp = useStamp()
  const [, go] = useLocation()
  const [isWriting, setWriting] = useState(false)
  const [isSending, setSending] = useState(false)
  const page = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isDrafted) page.current?.querySelector<HTMLElement>('[role="group"] button')?.focus()
  }, [isDrafted])
  const name = room.candidate?.fullName ?? 'the candidate'
  const { actions, question, ask } = useOfferActions(offer, room.application, name, { write: () => setWriting(true), send: () => setSending(true) })
  const version = currentVersion(offer)
  const { word, tone } = statusWords[offer.status]
  useShortcuts('offer', isWriting ? [] : actions.map(({ keys, title, run }) => ({ keys, title, run, section: 'Offer' })))
  useEffect(() => {
    setOpenOffer({ name: `Offer to ${name}`, actions })
    return () => setOpenOffer(null)
  })
  const revise = (terms: OfferTerms) => {
    void act(reviseOffer(offer, terms, stamp()), 'New version saved', true)
    setWriting(false)
  }
  const send = (approverIds: readonly string[]) => {
    void act(sendForApproval(offer, approverIds, stamp()), 'Approval asked for')
    setSending(false)
  }
  return (
    <div className={styles.page} ref={page}>
      <PageHeader title={titleOf(room, jobs.get(offer.jobId)?.title)} {...(isWriting ? {} : { lead: <BackButton label="Back to all offers" to="/offers" /> })}><span className={styles.grow} /><HistoryButton collection="offers" id={offer.id} of="this offer" />{room.candidate && <Button onPress={() => go(`/candidates/${offer.candidateId}`)}>Profile</Button>}</PageHeader>
      <div className={styles.room}>
        <div className={styles.main}>
          <div className={styles.state}>
            <Badge tone={tone}>{word}</Badge>
            <span className={styles.faint}>since {whenWords(offer.statusAtMs, Math.max(now, offer.statusAtMs), me.zone)}{offer.statusNote === '' ? '' : ` · “${offer.statusNote}”`}</span>
            {room.isWaiting && <Badge icon={<CloudUpload aria-hidden="true" />}>Waits to be sent</Badge>}
          </div>
          {offer.status === 'draft' && approvalState(offer) === 'declined' && <Banner tone="warn">{`These terms were not approved. ${actions.some(action => action.id === 'write') ? 'Write new terms and ask again.' : 'Whoever drafted the offer writes new ones and asks again.'}`}</Banner>}
          {!isWriting && actions.length > 0 && (
            <div className={styles.buttons} role="group" aria-label="Next steps">
              {actions.map(({ id, title, keys, isMain, isDanger, run }) => <Button key={id} variant={isMain ? 'primary' : isDanger ? 'ghost' : 'secondary'} trailing={<Kbd keys={keys} isDecorative {...(isMain ? { tone: 'inverse' as const } : {})} />} onPress={run}>{title}</Button>)}
            </div>
          )}
          {isWriting || !version ? <TermsForm terms={version ?? {}} submitLabel="Save as a new version" onCancel={() => setWriting(false)} onSubmit={revise} /> : <TermsView offer={offer} version={version} />}
        </div>
        <div className={styles.side}>
          {/* What the next key sets off is read before it is pressed. */}
          {room.application && <HireCard application={room.application} candidate={room.candidate} offer={offer} isWaiting={room.isHireWaiting} />}
          <ApprovalCard offer={offer} />
          {version && <LetterCard offer={offer} version={version} candidate={room.candidate} />}
          <SignatureCard offer={offer} />
        </div>
      </div>
      {question && <NoteDialog question={question} onClose={() => ask(null)} />}
      {isSending && <SendDialog offer={offer} onSend={send} onClose={() => setSending(false)} />}
    </div>
  )
}
