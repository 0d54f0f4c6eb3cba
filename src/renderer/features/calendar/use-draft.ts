import { useRef, useState } from 'react'
import { dayOf, type DayText } from '#shared/lib/zoned-time'
import type { Interview } from '#shared/domain/model/interview'
import { useMe } from '../../replica/react.tsx'
import type { Column } from './columns.ts'
import { seatingOf, spanOf, type Draft, type GridItem } from './grid-items.ts'
import { moveBy, type MoveStep } from './move-draft.ts'
import { bringTo, nextColumn } from './seating.ts'
import type { NewPlace } from './use-put.ts'

type Held = Readonly<{ draft: Draft; /** The column it was taken up in, and the one it is over now. */ origin: string | null; column: string | null }>

/** An interview taken up by keyboard, and its way. `showDay` brings the day it has come to onto the screen. */
export function useDraft(columns: readonly Column[] | null, put: (interview: Interview, to: NewPlace) => Promise<boolean>, showDay: (day: DayText) => void) {
  const { zone } = useMe()
  const [held, setHeld] = useState<Held | null>(null)
  const isPutting = useRef(false)
  const take = (item: GridItem): void => setHeld({ draft: { entry: item.entry, span: spanOf(item.entry), seating: seatingOf(item.entry) }, origin: item.column, column: item.column })
  const step = (step: MoveStep): void => {
    if (!held) return
    const span = moveBy(held.draft.span, step, zone)
    setHeld({ ...held, draft: { ...held.draft, span } })
    if (dayOf(span.fromMs, zone) !== dayOf(held.draft.span.fromMs, zone)) showDay(dayOf(span.fromMs, zone))
  }
  /** To the person or room beside, side by side; else to the day beside. */
  const sideways = (direction: 1 | -1): void => {
    if (!held) return
    if (columns === null || held.column === null) return step(direction === 1 ? 'dayAfter' : 'dayBefore')
    const standing = seatingOf(held.draft.entry)
    const column = nextColumn(standing, columns, held.origin, held.column, direction)
    if (column !== null) setHeld({ ...held, column, draft: { ...held.draft, seating: bringTo(standing, columns, held.origin, column) } })
  }
  const leave = (): void => {
    if (held) showDay(dayOf(held.draft.entry.interview.startMs, zone))
    setHeld(null)
  }
  const putDown = async (): Promise<void> => {
    if (!held || isPutting.current) return
    isPutting.current = true
    try {
      if (await put(held.draft.entry.interview, held.draft)) setHeld(null)
    } finally {
      isPutting.current = false
    }
  }
  return { draft: held?.draft ?? null, column: held?.column ?? null, take, step, sideways, leave, putDown }
}
