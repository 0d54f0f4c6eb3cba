import { useRef, useState } from 'react'
import { dayOf, type DayText } from '#shared/lib/zoned-time'
import { useMe } from '../../replica/react.tsx'
import { seatIds, swapColumns, type Column, type Draft, type GridItem } from './grid-items.ts'
import { moveBy, type MoveStep } from './move-draft.ts'
import { usePut } from './use-put.ts'

/** An interview taken up by keyboard, and its way. `showDay` brings the day it has come to onto the screen. */
export function useDraft(columns: readonly Column[] | null, showDay: (day: DayText) => void) {
  const { zone } = useMe()
  const put = usePut()
  const [held, setHeld] = useState<Readonly<{ draft: Draft; column: string | null }> | null>(null)
  const isPutting = useRef(false)
  const take = (item: GridItem): void => {
    const { interview } = item.entry
    setHeld({ draft: { entry: item.entry, span: { fromMs: interview.startMs, toMs: interview.endMs }, interviewerIds: seatIds(item.entry) }, column: item.column })
  }
  const step = (step: MoveStep): void => {
    if (!held) return
    const span = moveBy(held.draft.span, step, zone)
    setHeld({ ...held, draft: { ...held.draft, span } })
    if (dayOf(span.fromMs, zone) !== dayOf(held.draft.span.fromMs, zone)) showDay(dayOf(span.fromMs, zone))
  }
  /** To the person beside, in the day of several people; else to the day beside. */
  const sideways = (direction: 1 | -1): void => {
    if (!held) return
    const at = columns?.findIndex(column => column.id === held.column) ?? -1
    const next = columns?.[at + direction]
    if (columns === null || at < 0) return step(direction === 1 ? 'dayAfter' : 'dayBefore')
    if (!next) return
    const interviewerIds = swapColumns(held.draft.interviewerIds, columns, held.column, next.id)
    if (interviewerIds !== held.draft.interviewerIds) setHeld({ draft: { ...held.draft, interviewerIds }, column: next.id })
  }
  const leave = (): void => {
    if (held) showDay(dayOf(held.draft.entry.interview.startMs, zone))
    setHeld(null)
  }
  const putDown = async (): Promise<void> => {
    if (!held || isPutting.current) return
    const { entry, span, interviewerIds } = held.draft
    isPutting.current = true
    try {
      if (await put(entry.interview, { startMs: span.fromMs, endMs: span.toMs, interviewerIds })) setHeld(null)
    } finally {
      isPutting.current = false
    }
  }
  return { draft: held?.draft ?? null, column: held?.column ?? null, take, step, sideways, leave, putDown }
}
