import { Inbox } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import type { Answer } from '#shared/domain/commands/conflict'
import type { Question } from '#shared/domain/conflict-value'
import { PageHeader } from '../../replica/page-header.tsx'
import { recordPath } from '../../replica/record-names.ts'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { VirtualList } from '../../ui/data/virtual-list.tsx'
import { SegmentedControl } from '../../ui/fields/segmented-control.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { SplitPane } from '../../ui/layout/split-pane.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { ConflictDetail } from './conflict-detail.tsx'
import { ConflictRow } from './conflict-row.tsx'
import styles from './inbox.module.css'
import { useQuestions, type ShownQuestion, type Tab } from './use-questions.ts'
import { useSettle, type Settle } from './use-settle.ts'
import { ValueEditor } from './value-editor.tsx'
import { canEdit } from './value-kind.ts'
import { waysOf } from './ways-forward.ts'

const tabs = [{ id: 'open', label: 'Open' }, { id: 'resolved', label: 'Settled' }] as const
const getId = (shown: ShownQuestion): string => shown.id

/** The path of the record a question is about. */
export function pathOf({ subject }: Question): string | null {
  return recordPath(subject.collection, subject.documentId, subject)
}

/** Every disagreement in words, settled by one key. */
export function InboxScreen() {
  const [tab, setTab] = useState<Tab>('open')
  return (
    <>
      <PageHeader title="Inbox"><SegmentedControl label="Questions" options={tabs} value={tab} onChange={setTab} /></PageHeader>
      <Questions key={tab} tab={tab} />
    </>
  )
}

function Questions({ tab }: { tab: Tab }) {
  const live = useQuestions(tab)
  const actions = useSettle()
  const { undoLast } = actions
  // Registered here, so that the very last answer can be taken back too.
  useShortcuts('inbox-undo', undoLast === null ? [] : ['u', 'mod+z'].map(keys => ({ keys, title: 'Take back the last answer', section: 'Inbox', isHidden: keys !== 'u', run: undoLast })))
  if (live.kind === 'loading') return <div className={styles.waiting} aria-busy="true"><Skeleton lines={6} /></div>
  if (live.kind === 'failed') return <EmptyState icon={<Inbox />} title="The inbox could not be read">Reload the workstation and try again. Nothing was lost.</EmptyState>
  if (live.value.length === 0) return <NothingHere tab={tab} />
  return <QuestionList tab={tab} shown={live.value} actions={actions} />
}

function NothingHere({ tab }: { tab: Tab }) {
  return tab === 'open'
    ? <EmptyState icon={<Inbox />} title="Nobody disagrees">When two people change the same thing while apart, or a change cannot stand as it was made, nothing is lost and the question comes here. Settle it with 1 or 2; undo with u.</EmptyState>
    : <EmptyState icon={<Inbox />} title="Nothing was settled lately">Questions that were answered in the last 30 days are listed here, and can be opened again.</EmptyState>
}

function QuestionList({ tab, shown, actions }: { tab: Tab; shown: readonly ShownQuestion[]; actions: Settle }) {
  const [, go] = useLocation()
  const [search] = useSearchParams()
  const asked = search.get('conflict')
  const [place, setPlace] = useState<{ id: string | null; index: number; isDetailOpen: boolean }>({ id: asked, index: 0, isDetailOpen: asked !== null })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [editing, setEditing] = useState<ShownQuestion | null>(null)
  const found = shown.findIndex(each => each.id === place.id)
  // When the one that was looked at is settled, the next takes its place.
  const at = found >= 0 ? found : Math.min(place.index, shown.length - 1)
  const active = shown[at]!
  const picked = shown.filter(each => chosen.has(each.id))
  const targets = picked.length > 0 ? picked : [active]

  const select = (index: number, isDetailOpen = place.isDetailOpen): void => {
    const next = shown[Math.max(0, Math.min(shown.length - 1, index))]!
    setPlace({ id: next.id, index: shown.indexOf(next), isDetailOpen })
  }
  const answer = (given: Answer): void => {
    setPlace({ ...place, id: picked.length > 0 ? place.id : null, index: at })
    setChosen(new Set())
    void actions.settle(targets.map(each => each.question), given)
  }
  const toggle = (): void => {
    const next = new Set(chosen)
    if (!next.delete(active.id)) next.add(active.id)
    setChosen(next)
  }
  const openRecord = (): void => {
    const path = pathOf(active.question)
    if (path !== null) go(path)
  }
  const edit = (): void => (canEdit(active.question) ? setEditing(active) : openRecord())
  const ways = waysOf(active.question)
  const isOpen = tab === 'open'
  useShortcuts('inbox', [
    { keys: 'j', title: 'Next question', section: 'Inbox', run: () => select(at + 1) },
    { keys: 'k', title: 'Previous question', section: 'Inbox', run: () => select(at - 1) },
    ...(isOpen ? [
      { keys: '1', title: 'Keep what stands', section: 'Inbox', run: () => answer({ kind: 'stands' }) },
      { keys: '2', title: 'Take the other value', section: 'Inbox', run: () => answer({ kind: 'other' }) },
      { keys: 'e', title: 'Set a value of your own', section: 'Inbox', run: edit },
      { keys: 'space', title: 'Select for settling together', section: 'Inbox', run: toggle },
      ...ways.map((way, index) => ({ keys: String(index + 3), title: way.label, section: 'Inbox', isHidden: true, run: () => (way.kind === 'go' ? go(way.path) : answer({ kind: 'value', value: way.value })) })),
    ] : [{ keys: 'u', title: 'Open the question again', section: 'Inbox', run: () => { void actions.reopen(active.question) } }]),
    { keys: 'escape', title: 'Clear the selection', section: 'Inbox', isHidden: true, run: () => { setChosen(new Set()); setPlace({ ...place, isDetailOpen: false }) } },
  ], { isEnabled: editing === null })

  // The list owns the keys: it has the focus when the screen opens, and again when a pressed button went with its question.
  const listRef = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) listRef.current?.querySelector<HTMLElement>('[role="listbox"]')?.focus()
  })

  return (
    <>
      <SplitPane
        listLabel="Questions" detailLabel="Question" isDetailOpen={place.isDetailOpen} storageKey="inbox.list" defaultSize={360}
        list={(
          <div className={styles.list} ref={listRef}>
            {picked.length > 0 && <BulkBar count={picked.length} onAnswer={answer} onClear={() => setChosen(new Set())} />}
            <VirtualList
              label={isOpen ? 'Open questions' : 'Settled questions'} items={shown} getId={getId} rowHeight={96} selectedId={active.id}
              renderItem={each => <ConflictRow shown={each} isChosen={chosen.has(each.id)} />}
              onSelect={id => select(shown.findIndex(each => each.id === id), true)} onOpen={openRecord}
            />
          </div>
        )}
        detail={(
          <ConflictDetail
            key={active.id} shown={active} tab={tab} ways={ways} blocked={actions.blocked}
            onAnswer={given => { setPlace({ ...place, id: null, index: at }); void actions.settle([active.question], given) }}
            onEdit={edit} onReopen={() => { void actions.reopen(active.question) }} onOpenRecord={pathOf(active.question) === null ? null : openRecord}
            onGo={go} onBack={() => setPlace({ ...place, isDetailOpen: false })}
          />
        )}
      />
      {editing && (
        <ValueEditor
          shown={editing} onClose={() => setEditing(null)}
          onSave={value => { setEditing(null); setPlace({ ...place, id: null, index: at }); void actions.settle([editing.question], { kind: 'value', value }) }}
        />
      )}
    </>
  )
}
