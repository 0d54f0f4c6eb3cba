import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, MouseEvent } from 'react'
import type { Job, Stage, StageType } from '#shared/domain/model/job'
import { openStages } from '#shared/domain/commands/job'
import { useDirectory } from '../../../replica/react.tsx'
import { moveSelection, type RowSelection } from '../../../ui/data/row-selection.ts'
import { Select } from '../../../ui/fields/select.tsx'
import { useIsNarrow } from '../use-is-narrow.ts'
import { byWaiting, type Card } from '../data/card.ts'
import type { Marks } from '../data/use-marks.ts'
import styles from './board.module.css'
import { moveFocus, settleFocus, type BoardFocus } from './board-focus.ts'
import { Column, type BoardContext } from './column.tsx'
import { scrollWhileDragging } from './drag-card.ts'
import { useLatest } from '../use-latest.ts'

export const typeWords: Readonly<Record<StageType, string>> = {
  lead: 'Lead', applied: 'Applied', screen: 'Screen', assessment: 'Assessment', interview: 'Interview', offer: 'Offer', hired: 'Hired',
}

export type BoardProps = {
  job: Job
  cards: readonly Card[]
  marks: Marks
  canMove: boolean
  isFiltered: boolean
  selected: ReadonlySet<string>
  onSelected: (selected: ReadonlySet<string>) => void
  /** The card the keys act on, for the strip below and for actions with no selection. */
  onActive: (card: Card | null) => void
  onHover: (card: Card | null) => void
  onOpen: (card: Card, ordered: readonly Card[]) => void
  onDrop: (cards: readonly Card[], stage: Stage) => void
  previewOf: (cards: readonly Card[], stage: Stage) => Promise<string>
}

const none: readonly Card[] = []
/** Where the keys were on each job's board when it was left: who comes back from a profile goes on from there. */
const leftAt = new Map<string, Wanted>()
type Wanted = Readonly<{ focus: BoardFocus; index: number }>

/** Cards of each open stage, and of closed stages that still hold some. */
function createColumnMaker() {
  let before = new Map<string, readonly Card[]>()
  return (job: Job, cards: readonly Card[]) => {
    const byStage = Map.groupBy(cards.toSorted(byWaiting), card => card.application.stageId)
    const open = openStages(job)
    const closed = job.stages.filter(stage => stage.archived && byStage.has(stage.id))
    const columns = [...open, ...closed].map(stage => {
      const list = byStage.get(stage.id) ?? none
      const known = before.get(stage.id)
      // The same array while its cards are the same: the column is then not drawn anew.
      const steady = known && known.length === list.length && known.every((card, index) => card === list[index]) ? known : list
      return { stage, cards: steady }
    })
    before = new Map(columns.map(column => [column.stage.id, column.cards]))
    return columns
  }
}

export function Board(props: BoardProps) {
  const { job, cards, marks, canMove, isFiltered, selected, onSelected } = props
  const { people, settings } = useDirectory()
  const [makeColumns] = useState(createColumnMaker)
  const columns = useMemo(() => makeColumns(job, cards), [makeColumns, job, cards])
  const isNarrow = useIsNarrow()
  const [narrowStage, setNarrowStage] = useState<string | null>(null)
  const [wanted, setWanted] = useState<Wanted | null>(() => leftAt.get(job.id) ?? null)
  const [nowMs] = useState(() => Date.now())
  const anchor = useRef<string | null>(null)
  const boardRef = useRef<HTMLDivElement>(null)
  const byId = useMemo(() => new Map(cards.map(card => [card.id, card])), [cards])
  const shape = useMemo(() => columns.map(({ stage, cards: list }) => ({ id: stage.id, cardIds: list.map(card => card.id) })), [columns])
  const focus = settleFocus(wanted?.focus ?? null, shape, wanted?.index ?? 0)
  const activeCard = (focus?.cardId && byId.get(focus.cardId)) || null
  const { onActive } = props
  // Before the next key can come: a quick typist must never act on the card before.
  useLayoutEffect(() => onActive(activeCard), [activeCard, onActive])
  useEffect(() => { if (wanted) leftAt.set(job.id, wanted) }, [job.id, wanted])
  useEffect(() => (boardRef.current ? scrollWhileDragging(boardRef.current) : undefined), [])

  const goTo = (next: BoardFocus) => {
    setWanted({ focus: next, index: Math.max(0, shape.find(column => column.id === next.columnId)?.cardIds.indexOf(next.cardId ?? '') ?? 0) })
    const list = boardRef.current?.querySelector<HTMLElement>(`[data-column="${next.columnId}"]`)
    if (list && list !== document.activeElement) list.focus({ preventScroll: true })
    list?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
  }
  const select = (move: Parameters<typeof moveSelection>[1], columnId: string) => {
    const ids = shape.find(column => column.id === columnId)?.cardIds ?? []
    const state: RowSelection = { activeId: focus?.cardId ?? null, anchorId: anchor.current, selected }
    const next = moveSelection(state, move, ids)
    anchor.current = next.anchorId
    onSelected(move.kind === 'all' ? new Set([...selected, ...ids]) : next.selected)
  }
  const onKey = (event: KeyboardEvent) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event
    if (altKey || !focus) return
    if ((ctrlKey || metaKey) && key.toLowerCase() === 'a') { event.preventDefault(); return select({ kind: 'all' }, focus.columnId) }
    if (ctrlKey || metaKey) return
    if (key === 'Enter' && activeCard) { event.preventDefault(); return props.onOpen(activeCard, columns.flatMap(column => column.cards)) }
    if (key === ' ' && focus.cardId) { event.preventDefault(); return select({ kind: 'toggle', id: focus.cardId }, focus.columnId) }
    if (key === 'Escape' && selected.size > 0) { event.preventDefault(); return onSelected(new Set()) }
    const next = moveFocus(key, focus, shape)
    if (!next) return
    event.preventDefault()
    if (shiftKey && next.columnId === focus.columnId && next.cardId) select({ kind: 'extend', id: next.cardId }, next.columnId)
    else anchor.current = next.cardId
    goTo(next)
  }
  const onPress = (cardId: string, columnId: string, event: MouseEvent) => {
    goTo({ columnId, cardId })
    if (event.shiftKey) return select({ kind: 'extend', id: cardId }, columnId)
    if (event.ctrlKey || event.metaKey) return select({ kind: 'toggle', id: cardId }, columnId)
    const card = byId.get(cardId)
    // A finger has no hover and no keys: its first tap brings the actions below, its second opens.
    if (isNarrow && cardId !== focus?.cardId) return
    if (card) props.onOpen(card, columns.flatMap(column => column.cards))
  }
  const chosen = (ids: readonly string[]): Card[] => ids.flatMap(id => byId.get(id) ?? [])
  const latest = useLatest({ props, onKey, onPress, chosen, byId })
  const carried = useLatest((cardId: string): readonly string[] => (selected.has(cardId) ? [...selected].filter(id => byId.has(id)) : [cardId]))
  const labelOf = useLatest((ids: readonly string[]) => (ids.length === 1 ? byId.get(ids[0]!)?.name ?? '' : `${ids.length} people`))
  const stageOf = useCallback((id: string) => job.stages.find(stage => stage.id === id)!, [job])
  const context = useMemo((): BoardContext => ({
    nowMs, canMove, isFiltered, carried, labelOf,
    sourceName: card => settings?.sources.find(source => source.id === (card.application.sourceId ?? card.candidate?.sourceId))?.name ?? null,
    ownerName: card => (card.application.ownerId ? people.get(card.application.ownerId)?.name ?? null : null),
    isUnsent: card => marks.unsent.has(card.id) || marks.unsent.has(card.application.candidateId),
    isOverdue: card => marks.overdue.has(card.id),
    isDisputed: card => marks.disputed.has(card.id) || marks.disputed.has(card.application.candidateId),
    previewOf: (ids, stageId) => latest.current.props.previewOf(latest.current.chosen(ids), stageOf(stageId)),
    onDrop: (ids, stageId) => latest.current.props.onDrop(latest.current.chosen(ids), stageOf(stageId)),
    onPress: (cardId, columnId, event) => latest.current.onPress(cardId, columnId, event),
    onHover: cardId => latest.current.props.onHover(cardId === null ? null : latest.current.byId.get(cardId) ?? null),
    onKey: event => latest.current.onKey(event),
    onFocus: columnId => setWanted(now => (now?.focus.columnId === columnId ? now : { focus: { columnId, cardId: null }, index: 0 })),
  }), [nowMs, canMove, isFiltered, carried, labelOf, settings, people, marks, latest, stageOf])

  const shownStage = isNarrow ? columns.find(column => column.stage.id === narrowStage) ?? columns.find(column => column.cards.length > 0) ?? columns[0] : null
  const shown = shownStage ? [shownStage] : columns
  return (
    <>
      {shownStage && (
        <div className={styles.switcher}>
          <Select label="Stage" isLabelHidden value={shownStage.stage.id} onChange={setNarrowStage} options={columns.map(({ stage, cards: list }) => ({ id: stage.id, label: `${stage.name} · ${list.length}` }))} />
        </div>
      )}
      <div ref={boardRef} className={styles.board}>
        {shown.map(({ stage, cards: list }) => (
          <Column
            key={stage.id} stage={stage} typeWords={stage.archived ? 'Closed stage' : typeWords[stage.type]} cards={list} selected={selected}
            activeId={focus?.columnId === stage.id ? focus.cardId : null} context={context}
          />
        ))}
      </div>
    </>
  )
}
