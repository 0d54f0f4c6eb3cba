import { useMemo } from 'react'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'
import { busyTimes } from './busy-blocks.ts'
import { windowOf } from './calendar-window.ts'
import { columnsOf, passes, seatIds, type Column } from './columns.ts'
import type { GridItem } from './grid-items.ts'
import { ownTimes, type OwnTimes } from './own-times.ts'
import type { CalendarState } from './use-calendar-state.ts'
import { watchWindow, type Entry } from './watch-window.ts'

const none: readonly Entry[] = []

/** Everything the calendar shows of its window, live and from this computer alone. */
export function useCalendarData({ view, day, people: chosen, jobId, hasRooms }: CalendarState) {
  const { me, people, settings } = useDirectory()
  const replica = useReplica()
  const shown = useMemo(() => windowOf(view, day, me.zone), [view, day, me.zone])
  const live = useLive(() => watchWindow(replica, shown), [replica, shown.fromMs, shown.toMs], `calendar ${shown.fromMs} ${shown.toMs}`)
  const busyLive = useLive(() => replica.watch('busy', {}), [replica], 'calendar busy')
  const busy = useMemo(() => busyTimes(busyLive.kind === 'ready' ? busyLive.value : [], shown), [busyLive, shown])
  /** Everything that takes somebody's time, and what the filters let through of it. */
  const all = live.kind === 'ready' ? live.value : none
  const filters = useMemo(() => ({ people: chosen, jobId, hasRooms }), [chosen, jobId, hasRooms])
  const entries = useMemo(() => all.filter(entry => passes(filters, entry)), [all, filters])
  const columns = useMemo((): readonly Column[] | null => {
    if (view !== 'day') return null
    const found = columnsOf(all, filters, { people, rooms: settings?.rooms ?? [], meId: me.id })
    return found.length > 0 ? found : null
  }, [view, all, filters, people, settings, me.id])
  const busyOf = chosen.length === 1 ? chosen[0]! : null
  const own = useMemo((): ReadonlyMap<string, OwnTimes> => {
    const ids = columns === null ? (busyOf === null ? [] : [busyOf]) : columns.map(column => column.id)
    return new Map(ids.flatMap(id => { const person = people.get(id); return person ? [[id, ownTimes(person, shown, settings?.holidays ?? [])] as const] : [] }))
  }, [columns, busyOf, people, settings, shown])
  const parts = useMemo(() => {
    const roomOf = (id: string | null) => settings?.rooms.find(room => room.id === id)
    return {
      about: ({ id, kind }: Column) => ({ zone: people.get(id)?.zone ?? null, words: kind === 'room' ? `${roomOf(id)?.capacity ?? 0} seats` : null }),
      withWhom: ({ entry, column }: GridItem): string => {
        const names = seatIds(entry).filter(id => id !== column).map(id => people.get(id)?.name.split(' ')[0] ?? 'A colleague')
        const room = entry.interview.roomId === column ? undefined : roomOf(entry.interview.roomId)?.name
        return [names.join(', '), room ?? ''].filter(words => words !== '').join(' · ')
      },
    }
  }, [people, settings])
  return { shown, all, entries, columns, busy, busyOf, own, parts, filters }
}
