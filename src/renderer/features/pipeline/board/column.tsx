/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- a virtualised list box: its focus stays on the list, which owns the keys. */
/* oxlint-disable react/incompatible-library -- the virtualizer is read in this component only, never memoised. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent, MouseEvent, RefObject } from 'react'
import type { Stage } from '#shared/domain/model/job'
import type { Card } from '../data/card.ts'
import styles from './board.module.css'
import { acceptCards, dragCard } from './drag-card.ts'
import { CardFace } from './card-face.tsx'

/** What every column shares; a steady object, so that columns are drawn only when their own cards change. */
export type BoardContext = Readonly<{
  nowMs: number
  sourceName: (card: Card) => string | null
  ownerName: (card: Card) => string | null
  isUnsent: (card: Card) => boolean
  isDisputed: (card: Card) => boolean
  isOverdue: (card: Card) => boolean
  canMove: boolean
  /** A filter is on: an empty column may hold people who do not fit it. */
  isFiltered: boolean
  carried: RefObject<(cardId: string) => readonly string[]>
  labelOf: RefObject<(ids: readonly string[]) => string>
  previewOf: (ids: readonly string[], stageId: string) => Promise<string>
  onDrop: (ids: readonly string[], stageId: string) => void
  onPress: (cardId: string, columnId: string, event: MouseEvent) => void
  onHover: (cardId: string | null) => void
  onKey: (event: KeyboardEvent) => void
  onFocus: (columnId: string) => void
}>

export type ColumnProps = {
  stage: Stage
  typeWords: string
  cards: readonly Card[]
  selected: ReadonlySet<string>
  /** The active card, when this column has it. */
  activeId: string | null
  context: BoardContext
}

const cardHeight = 86

export const Column = memo(function Column({ stage, typeWords, cards, selected, activeId, context }: ColumnProps) {
  const ref = useRef<HTMLElement>(null)
  const [over, setOver] = useState<string | null>(null)
  const id = useId()
  useEffect(() => {
    const element = ref.current
    if (!element || !context.canMove) return
    return acceptCards(element, {
      onOver: ids => {
        setOver(ids ? '' : null)
        if (ids) void context.previewOf(ids, stage.id).then(text => setOver(now => (now === null ? null : text)))
      },
      onDrop: ids => context.onDrop(ids, stage.id),
    })
  }, [stage.id, context])
  return (
    <section ref={ref} className={styles.column} data-over={over !== null} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>{stage.name}</h2>
        <span className={styles.count} aria-label={`${cards.length} ${cards.length === 1 ? 'person' : 'people'}`} role="img">{cards.length}</span>
        {typeWords.toLowerCase() !== stage.name.toLowerCase() && <span className={styles.type}>{typeWords}</span>}
      </div>
      {over && <p className={styles.preview}>{over}</p>}
      <CardList stage={stage} cards={cards} selected={selected} activeId={activeId} context={context} />
    </section>
  )
})

function CardList({ stage, cards, selected, activeId, context }: Omit<ColumnProps, 'typeWords'>) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({ count: cards.length, getScrollElement: () => scroller.current, estimateSize: () => cardHeight, overscan: 4, getItemKey: index => cards[index]!.id })
  const activeIndex = activeId === null ? -1 : cards.findIndex(card => card.id === activeId)
  useEffect(() => {
    if (activeIndex >= 0 && scroller.current?.contains(document.activeElement)) virtualizer.scrollToIndex(activeIndex)
  }, [activeIndex, virtualizer])
  const activeElement = activeIndex >= 0 ? `card-${activeId}` : undefined
  return (
    <div
      ref={scroller} className={styles.list} data-shortcuts="" data-column={stage.id} role="listbox" aria-label={stage.name} aria-multiselectable="true" aria-orientation="vertical"
      tabIndex={0} aria-activedescendant={activeElement} onKeyDown={context.onKey} onFocus={() => context.onFocus(stage.id)} onMouseLeave={() => context.onHover(null)}
    >
      {cards.length === 0 && <div role="option" aria-selected="false" aria-disabled="true" className={styles.emptyColumn}>{context.isFiltered ? 'Nobody here fits the filter.' : 'Nobody here yet.'}</div>}
      <div className={styles.room} role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(item => {
          const card = cards[item.index]!
          return (
            <CardOption
              key={card.id} card={card} top={item.start} place={item.index + 1} count={cards.length} isSelected={selected.has(card.id)} isActive={card.id === activeId}
              isUnsent={context.isUnsent(card)} isDisputed={context.isDisputed(card)} isOverdue={context.isOverdue(card)} columnId={stage.id} context={context}
            />
          )
        })}
      </div>
    </div>
  )
}

type CardOptionProps = { card: Card; top: number; place: number; count: number; isSelected: boolean; isActive: boolean; isUnsent: boolean; isDisputed: boolean; isOverdue: boolean; columnId: string; context: BoardContext }

const CardOption = memo(function CardOption({ card, top, place, count, isSelected, isActive, isUnsent, isDisputed, isOverdue, columnId, context }: CardOptionProps) {
  const ref = useRef<HTMLDivElement>(null)
  const { carried, labelOf, canMove } = context
  const isMovable = canMove && card.application.status === 'active'
  useEffect(() => {
    if (!ref.current || !isMovable) return
    return dragCard(ref.current, { carried: () => carried.current(card.id), label: ids => labelOf.current(ids), previewClass: styles.dragged! })
  }, [card.id, isMovable, carried, labelOf])
  return (
    <div
      ref={ref} id={`card-${card.id}`} role="option" aria-selected={isSelected} aria-setsize={count} aria-posinset={place} data-active={isActive} className={styles.card} style={{ transform: `translateY(${top}px)` }}
      onClick={event => context.onPress(card.id, columnId, event)} onMouseEnter={() => context.onHover(card.id)}
    >
      <CardFace card={card} nowMs={context.nowMs} source={context.sourceName(card)} ownerName={context.ownerName(card)} isUnsent={isUnsent} isDisputed={isDisputed} isOverdue={isOverdue} />
    </div>
  )
})
