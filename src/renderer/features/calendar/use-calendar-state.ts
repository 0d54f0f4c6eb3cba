import { useCallback, useMemo, useState } from 'react'
import { useSearchParams } from 'wouter'
import { dayOf, type DayText } from '#shared/lib/zoned-time'
import { readStored, writeStored } from '../../ui/stored-value.ts'
import { calendarViews, type CalendarView } from './calendar-window.ts'
import type { Filters } from './columns.ts'

/** What the address says of the screen, so that going back and links find the same place. */
export type CalendarState = Filters & Readonly<{ view: CalendarView; day: DayText; interviewId: string | null; clock: string | null }>

const storageKey = 'shortlist.calendar.view'
const isView = (text: string | null): text is CalendarView => calendarViews.includes(text as CalendarView)
const dayPattern = /^\d{4}-\d{2}-\d{2}$/

/** The state and the way to change parts of it. A phone begins with the agenda, everybody else with the week. */
export function useCalendarState(zone: string, nowMs: number): readonly [CalendarState, (change: Partial<CalendarState>) => void] {
  const [search, setSearch] = useSearchParams()
  const [usual] = useState((): CalendarView => {
    const stored = readStored(storageKey)
    return window.innerWidth < 720 ? 'agenda' : isView(stored) ? stored : 'week'
  })
  const [view, day] = [search.get('view'), search.get('day')]
  const chosen = search.get('people') ?? ''
  const people = useMemo(() => chosen.split(',').filter(Boolean), [chosen])
  const [interviewId, jobId, rooms, clock] = [search.get('interview'), search.get('job'), search.get('rooms'), search.get('clock')]
  const shownDay = day !== null && dayPattern.test(day) && !Number.isNaN(Date.parse(day)) ? day : dayOf(nowMs, zone)
  const shownView = isView(view) ? view : usual
  const state = useMemo((): CalendarState => ({
    view: shownView, day: shownDay, interviewId, people, jobId, hasRooms: rooms !== 'no', clock,
  }), [shownView, shownDay, interviewId, people, jobId, rooms, clock])
  const change = useCallback((to: Partial<CalendarState>) => {
    if (to.view) writeStored(storageKey, to.view)
    setSearch(before => {
      const next = new URLSearchParams(before)
      const put = (name: string, value: string | null | undefined): void => {
        if (value === undefined) return
        if (value === null || value === '') next.delete(name)
        else next.set(name, value)
      }
      put('view', to.view)
      put('day', to.day)
      put('interview', to.interviewId)
      put('people', to.people?.join(','))
      put('job', to.jobId)
      put('rooms', to.hasRooms === undefined ? undefined : to.hasRooms ? null : 'no')
      put('clock', to.clock)
      return next
    }, { replace: true })
  }, [setSearch])
  return [state, change]
}
