import { ArrowLeft, ChevronDown, ChevronUp, UserRound } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useLocation, useParams, useSearchParams } from 'wouter'
import { editCandidate, eraseCandidate, takeErasureBack } from '#shared/domain/commands/candidate'
import { erasedName, type Candidate } from '#shared/domain/model/candidate'
import { HistoryButton } from '../../parts/history-button.tsx'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory, useStamp } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { InlineEdit } from '../../ui/layout/inline-edit.tsx'
import { Tabs } from '../../ui/layout/tabs.tsx'
import { ApplicationsSection } from './applications-section.tsx'
import styles from './candidate.module.css'
import { BookingLinks } from './booking-links.tsx'
import { ContactCard } from './contact-card.tsx'
import { DetailsCard } from './details-card.tsx'
import { DuplicateBanner, MergedBanner } from './duplicate-banner.tsx'
import { ErasedView } from './erased-view.tsx'
import { FilesSection } from './files-section.tsx'
import { HistoryCard } from './history-card.tsx'
import { NotesSection } from './notes-section.tsx'
import { setOpenProfile, type ProfileAction } from './open-profile.ts'
import { ProfileHeader } from './profile-header.tsx'
import { TimelineSection } from './timeline-section.tsx'
import { useAct } from '../../actions/use-act.ts'
import { useProfile, type Profile } from './use-candidate.ts'
import { useNeighbours, type Neighbours } from './use-neighbours.ts'
import { useRights } from './use-rights.ts'

type Tab = 'profile' | 'files' | 'notes' | 'timeline'

/** Everything about one candidate, with the next and the previous one a key away. */
export function CandidateScreen() {
  const { id = '' } = useParams<{ id: string }>()
  const [search] = useSearchParams()
  const [, go] = useLocation()
  const profile = useProfile(id)
  const from = search.get('from')
  const neighbours = useNeighbours(id, from)
  const back = neighbours?.list.path ?? (from?.startsWith('job:') ? `/pipeline/${from.slice(4)}` : '/candidates')
  const lead = (
    <>
      <IconButton label={`Back to ${neighbours?.list.title ?? 'the list'}`} shortcut="escape" icon={<ArrowLeft aria-hidden="true" />} onPress={() => go(back)} />
      {neighbours && <Steps neighbours={neighbours} onOpen={next => go(`/candidates/${next}${from === null ? '' : `?from=${encodeURIComponent(from)}`}`)} />}
    </>
  )
  if (profile.kind !== 'ready') {
    return <><PageHeader title="Candidate" lead={lead} /><NoProfile kind={profile.kind} onBack={() => go(back)} /></>
  }
  const step = (next: string | null | undefined) => () => { if (next) go(`/candidates/${next}${from === null ? '' : `?from=${encodeURIComponent(from)}`}`) }
  const walk: readonly ProfileAction[] = [
    { id: 'next', title: 'Next candidate', keys: 'j', run: step(neighbours?.next) },
    { id: 'previous', title: 'Previous candidate', keys: 'k', run: step(neighbours?.previous) },
    { id: 'back', title: `Back to ${neighbours?.list.title ?? 'the list'}`, keys: 'escape', run: () => go(back) },
  ]
  if (profile.candidate.erasedAtMs !== null) return <ErasedProfile key={id} candidate={profile.candidate} walk={walk} lead={lead} />
  return <><PageHeader title={profile.candidate.fullName} lead={lead}><span className={styles.grow} /><HistoryButton collection="candidates" id={id} of="this candidate" /></PageHeader><ProfileView key={id} profile={profile} walk={walk} /></>
}

/** Whoever may take it back sees whom; everybody else only that somebody was erased. */
function ErasedProfile({ candidate, walk, lead }: { candidate: Candidate; walk: readonly ProfileAction[]; lead: ReactNode }) {
  const directory = useDirectory()
  const rights = useRights(candidate)
  const act = useAct()
  const name = rights.takeErasureBack ? candidate.fullName : erasedName
  const takeBack = rights.takeErasureBack ? () => void act(takeErasureBack(candidate), 'The erasure is taken back') : null
  useProfileActions(name, [...walk, ...(takeBack ? [{ id: 'take-erasure-back', title: 'Take the erasure back', keywords: ['undo', 'restore', 'bring back'], run: takeBack }] : [])])
  return <><PageHeader title={name} lead={lead} /><div className={styles.page}><ErasedView candidate={candidate} directory={directory} maySeeReceipt={rights.seeErasure} onTakeBack={takeBack} /></div></>
}

/** The profile's actions by their keys, and in the palette. */
function useProfileActions(name: string, actions: readonly ProfileAction[]): void {
  const arrows = actions.flatMap(({ id, ...action }) => (id === 'next' ? [{ ...action, keys: 'alt+down' }] : id === 'previous' ? [{ ...action, keys: 'alt+up' }] : []))
  useShortcuts('candidate', [...actions, ...arrows].flatMap(({ keys, title, run }) => (keys === undefined ? [] : [{ keys, title, run, section: 'Candidate' }])))
  useEffect(() => {
    setOpenProfile({ name, actions })
    return () => setOpenProfile(null)
  })
}

function Steps({ neighbours, onOpen }: { neighbours: Neighbours; onOpen: (id: string) => void }) {
  const { previous, next, place, list } = neighbours
  return (
    <>
      <IconButton label="Previous candidate" shortcut="k" icon={<ChevronUp aria-hidden="true" />} isDisabled={previous === null} onPress={() => { if (previous) onOpen(previous) }} />
      <IconButton label="Next candidate" shortcut="j" icon={<ChevronDown aria-hidden="true" />} isDisabled={next === null} onPress={() => { if (next) onOpen(next) }} />
      <span className={styles.faint}>{place} of {list.candidateIds.length} · {list.title}</span>
    </>
  )
}

function NoProfile({ kind, onBack }: { kind: 'loading' | 'failed' | 'missing'; onBack: () => void }) {
  if (kind === 'loading') return <div className={styles.page} aria-busy="true"><Skeleton lines={6} /></div>
  return (
    <EmptyState icon={<UserRound />} title={kind === 'missing' ? 'This candidate is not here' : 'This candidate could not be read'} action={<Button onPress={onBack}>Back to the list</Button>}>
      {kind === 'missing' ? 'They may not have arrived at this computer yet, or you may not see them any more.' : 'Reload the workstation and try again. Nothing was lost.'}
    </EmptyState>
  )
}

function ProfileView({ profile, walk }: { profile: Extract<Profile, { kind: 'ready' }>; walk: readonly ProfileAction[] }) {
  const { candidate, applications, merges, mergedIn, isWaiting } = profile
  const directory = useDirectory()
  const rights = useRights(candidate)
  const act = useAct()
  const stamp = useStamp()
  const [, go] = useLocation()
  const [tab, setTab] = useState<Tab>('profile')
  const [isAdding, setAdding] = useState(false)
  const [isLinking, setLinking] = useState(false)
  const composerRef = useRef<HTMLTextAreaElement>(null)
  const alsoIds = mergedIn.map(each => each.id)
  const writeNote = () => {
    setTab('notes')
    requestAnimationFrame(() => composerRef.current?.focus())
  }
  const toPlan = applications.filter(each => each.status === 'active').toSorted((a, b) => b.appliedAtMs - a.appliedAtMs)[0]
  const erase = rights.erase ? () => void act(eraseCandidate(candidate, stamp()), 'Erased at their request. It can be taken back for 24 hours.') : null
  const actions: readonly ProfileAction[] = [
    ...walk,
    { id: 'note', title: 'Write a note', keys: 'n', run: writeNote },
    ...(rights.apply ? [{ id: 'apply', title: 'Add to a job', keys: 'a', run: () => { setTab('profile'); setAdding(true) } }] : []),
    ...(rights.plan && toPlan ? [{ id: 'plan', title: 'Plan interviews', keys: 'i', run: () => go(`/plan/${toPlan.id}`) }] : []),
    ...(rights.plan && applications.some(application => application.status === 'active') ? [{ id: 'link', title: 'Make a booking link', keys: 'l', run: () => { setTab('profile'); setLinking(true) } }] : []),
    ...(erase ? [{ id: 'erase', title: 'Erase at their request', keywords: ['gdpr', 'privacy', 'forget', 'delete'], run: erase }] : []),
    { id: 'tab-profile', title: 'Show the profile', keys: '1', run: () => setTab('profile') },
    { id: 'tab-files', title: 'Show files and résumé', keys: '2', run: () => setTab('files') },
    { id: 'tab-notes', title: 'Show notes', keys: '3', run: () => setTab('notes') },
    { id: 'tab-timeline', title: 'Show the timeline', keys: '4', run: () => setTab('timeline') },
  ]
  useProfileActions(candidate.fullName, actions)
  const isReadOnly = !rights.edit
  const mergedInto = candidate.mergedIntoId
  return (
    <div className={styles.page}>
      <div className={styles.banners}>
        {mergedInto !== null && <Banner tone="accent" actions={<Button size="sm" onPress={() => go(`/candidates/${mergedInto}`)}>Open it</Button>}>This person was merged into another one. Make changes there.</Banner>}
        <MergedBanner winner={candidate} losers={mergedIn} merges={merges} mayMerge={rights.merge} />
        <DuplicateBanner candidate={candidate} directory={directory} mayMerge={rights.merge} />
      </div>
      <div className={styles.columns}>
        <div className={styles.main}>
          <ProfileHeader candidate={candidate} isReadOnly={isReadOnly} isWaiting={isWaiting} onErase={erase} />
          <Tabs label="Parts of the profile" selected={tab} onSelect={setTab} items={[
            {
              id: 'profile', title: 'Profile', content: (
                <>
                  <ApplicationsSection candidate={candidate} applications={applications} directory={directory} mayApply={rights.apply} mayPlan={rights.plan} isAdding={isAdding} onAdding={setAdding} />
                  {rights.plan && <BookingLinks candidate={candidate} applications={applications} directory={directory} isMaking={isLinking} onMaking={setLinking} />}
                  {(candidate.summary !== '' || !isReadOnly) && <section className={styles.section} aria-label="Summary">
                    <h2 className={styles.cardTitle}>Summary</h2>
                    <InlineEdit label="Summary" value={candidate.summary} placeholder="Add what a colleague should know first" isMultiline isReadOnly={isReadOnly} onCommit={async value => { await act(editCandidate(candidate, { summary: value.trim().slice(0, 20_000) }, stamp()), 'Summary changed') }} />
                  </section>}
                  <HistoryCard candidate={candidate} field="employments" isReadOnly={isReadOnly} />
                  <HistoryCard candidate={candidate} field="educations" isReadOnly={isReadOnly} />
                </>
              ),
            },
            { id: 'files', title: 'Files', count: candidate.files.length, content: <FilesSection candidate={candidate} isReadOnly={isReadOnly} /> },
            { id: 'notes', title: 'Notes', content: <NotesSection candidate={candidate} alsoIds={alsoIds} directory={directory} composerRef={composerRef} /> },
            { id: 'timeline', title: 'Timeline', content: <TimelineSection candidate={candidate} alsoIds={alsoIds} directory={directory} /> },
          ]} />
        </div>
        <aside className={styles.side} aria-label="Contact and details">
          <ContactCard candidate={candidate} isReadOnly={isReadOnly} />
          <DetailsCard candidate={candidate} directory={directory} rights={rights} />
        </aside>
      </div>
    </div>
  )
}
