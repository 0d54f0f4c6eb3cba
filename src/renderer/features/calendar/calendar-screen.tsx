import { CalendarPlus, ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type FocusEvent, type MouseEvent, type RefObject } from 'react'
import { useLocation } from 'wouter'
import { dayOf } from '#shared/lib/zoned-time'
import { useNow } from '../../actions/use-now.ts'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory, useLive, useMay, useReplica } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { SegmentedControl } from '../../ui/fields/segmented-control.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { Agenda } from './agenda.tsx'
import { busyTimes } from './busy-blocks.ts'
import { CalendarGrid, type Drop } from './calendar-grid.tsx'
import { sayWindow, stepDay, windowOf, type CalendarView } from './calendar-window.ts'
import styles from './calendar.module.css'
import { EntryLine } from './entry-line.tsx'
import { FilterButton } from './filter-button.tsx'
import { columnsOf, filterEntries, gridItems, itemKey, placesOf, seatIds, swapColumns, type GridItem } from './grid-items.ts'
import { MoveLine } from './move-line.tsx'
import { neighbourOf, type Direction } from './neighbour.ts'
import { useCalendarState } from './use-calendar-state.ts'
import { useDraft } from './use-draft.ts'
import { usePut } from './use-put.ts'
import { watchWindow, type Entry } from './watch-window.ts'

const none: readonly Entry[] = []
const section = 'Calendar'
const viewNames: readonly { id: CalendarView; label: string }[] = [{ id: 'day', label: 'Day' }, { id: 'week', label: 'Week' }, { id: 'agenda', label: 'Agenda' }]

/** Interviews as a day of several people, a week, or a list. Everything by keyboard; what is dragged can be taken back. */
export function CalendarScreen() {
  const { me, people, settings } = useDirectory()
  const replica = useReplica()
  const may = useMay()
  const [, go] = useLocation()
  const nowMs = useNow()
  const put = usePut()
  const [state, change] = useCalendarState(me.zone, nowMs)
  const { view, day, interviewId, people: chosenPeople, jobId } = state
  const shown = useMemo(() => windowOf(view, day, me.zone), [view, day, me.zone])
  const live = useLive(() => watchWindow(replica, shown), [replica, shown.fromMs, shown.toMs], `calendar ${shown.fromMs} ${shown.toMs}`)
  const busyLive = useLive(() => replica.watch('busy', {}), [replica], 'calendar busy')
  const busy = useMemo(() => busyTimes(busyLive.kind === 'ready' ? busyLive.value : [], shown), [busyLive, shown])
  const entries = useMemo(() => filterEntries(live.kind === 'ready' ? live.value : none, { people: chosenPeople, jobId }), [live, chosenPeople, jobId])
  const columns = useMemo(() => {
    if (view !== 'day') return null
    const found = columnsOf(entries, chosenPeople, { people, rooms: settings?.rooms ?? [], meId: me.id })
    return found.length > 0 ? found : null
  }, [view, entries, chosenPeople, people, settings, me.id])
  const moving = useDraft(columns, next => change({ day: next }))
  const { draft } = moving
  const mayMove = (entry: Entry): boolean => !entry.interview.cancelled && may({ collection: 'interviews', before: entry.interview, after: entry.interview, fields: ['startMs', 'endMs', 'seats'] }).kind === 'allowed'
  const items = gridItems(entries, columns, draft, mayMove)
  const places = placesOf(view === 'agenda' ? gridItems(entries.map(showCancelled), null, null, () => false) : items, columns, view === 'week' ? shown.days : null, me.zone)
  const [key, setKey] = useState<string | null>(null)
  const [hovered, setHovered] = useState<string | null>(null)
  const [isFiltering, setFiltering] = useState(false)
  const body = useRef<HTMLDivElement>(null)
  const entryOf = (at: string | null): Entry | null => entries.find(entry => at !== null && entry.interview.id === at.split('|')[0]) ?? null
  const chosen = entryOf(key)

  const focusNext = useFocusBlock(body, draft ? itemKey(draft.entry.interview.id, columns === null ? null : moving.column) : key)

  useAddressed(interviewId, startMs => change({ view: view === 'agenda' ? 'agenda' : 'week', day: dayOf(startMs, me.zone), interviewId: null }), found => { focusNext(); setKey(found) })
  const open = (entry: Entry): void => go(`/interviews/${entry.interview.id}`)
  const take = (): void => {
    if (!chosen || !mayMove(chosen)) return
    focusNext()
    if (view === 'agenda') change({ view: 'week', day: dayOf(chosen.interview.startMs, me.zone) })
    moving.take(items.find(item => item.id === key) ?? { id: chosen.interview.id, entry: chosen, column: null, start: new Date(chosen.interview.startMs), end: new Date(chosen.interview.endMs), isMovable: true, isDraft: false })
  }
  const leave = (): void => { focusNext(); moving.leave() }
  const putDown = (): void => { focusNext(); void moving.putDown() }
  const drop = ({ item, startMs, endMs, column }: Drop): void => {
    const before = seatIds(item.entry)
    void put(item.entry.interview, { startMs, endMs, interviewerIds: swapColumns(before, columns, item.column, column) })
  }
  const turn = (direction: 1 | -1): void => { setKey(null); change({ day: stepDay(view, day, direction) }) }
  const show = (next: CalendarView): void => change({ view: next, ...(chosen && { day: dayOf(chosen.interview.startMs, me.zone) }) })
  const arrow = (direction: Direction): void => {
    focusNext()
    if (!draft) return setKey(neighbourOf(places, key, direction))
    if (direction === 'up' || direction === 'down') moving.step(direction === 'up' ? 'earlier' : 'later')
    else moving.sideways(direction === 'right' ? 1 : -1)
  }
  const arrows = (['up', 'down', 'left', 'right'] as const).map(direction => ({ keys: direction, title: draft ? 'Move the interview' : 'Choose an interview', section, run: () => arrow(direction) }))
  useShortcuts('calendar', [
    ...arrows,
    { keys: 't', title: 'Today', section, run: () => change({ day: dayOf(nowMs, me.zone) }) },
    ...viewNames.map(({ id, label }) => ({ keys: label[0]!.toLowerCase(), title: `${label} view`, section, run: () => show(id) })),
    { keys: 'j', title: 'Next', section, run: () => turn(1) },
    { keys: 'k', title: 'Previous', section, run: () => turn(-1) },
    { keys: 'f', title: 'Filter', section, run: () => setFiltering(true) },
    { keys: 'm', title: 'Move the chosen interview', section, run: take },
    { keys: 'o', title: 'Open the kit of the chosen interview', section, run: () => { if (chosen) open(chosen) } },
    { keys: 'c', title: 'Book an interview', section, run: () => go('/interviews?book') },
  ], { isEnabled: !draft })
  useShortcuts('moving', [
    ...arrows,
    { keys: 'shift+up', title: 'Shorter', section, run: () => moving.step('shorter') },
    { keys: 'shift+down', title: 'Longer', section, run: () => moving.step('longer') },
    { keys: 'enter', title: 'Put the interview here', section, run: putDown },
    { keys: 'escape', title: 'Leave it where it was', section, run: leave },
  ], { isEnabled: draft !== null })

  const point = (event: MouseEvent | FocusEvent): string | null => {
    const block = (event.target as Element).closest('button, [role="button"]')
    return block?.querySelector('[data-entry]')?.getAttribute('data-entry') ?? block?.getAttribute('data-entry') ?? null
  }
  const auto = (draft?.entry ?? entryOf(hovered) ?? chosen)?.candidate?.zone ?? entries.find(entry => entry.candidate?.zone && entry.candidate.zone !== me.zone)?.candidate?.zone ?? null
  const secondZone = state.clock ?? auto
  const onSelect = (item: GridItem): void => setKey(item.id)
  return (
    <div className={styles.screen}>
      <PageHeader title="Calendar">
        <span className={styles.grow} />
        {['owner', 'recruiter', 'coordinator'].includes(me.role) && <Button variant="primary" icon={<CalendarPlus aria-hidden="true" />} onPress={() => go('/interviews?book')}>Book</Button>}
      </PageHeader>
      <div className={styles.tools}>
        <Button size="sm" onPress={() => change({ day: dayOf(nowMs, me.zone) })}>Today</Button>
        <IconButton size="sm" label="Previous" shortcut="k" icon={<ChevronLeft aria-hidden="true" />} onPress={() => turn(-1)} />
        <IconButton size="sm" label="Next" shortcut="j" icon={<ChevronRight aria-hidden="true" />} onPress={() => turn(1)} />
        <h2 className={styles.window} aria-live="polite">{sayWindow(shown)}</h2>
        <span className={styles.grow} />
        <FilterButton state={state} change={change} isOpen={isFiltering} onOpenChange={setFiltering} />
        <SegmentedControl label="View" options={viewNames} value={view} onChange={show} />
      </div>
      <div ref={body} className={styles.body} onFocus={event => { const at = point(event); if (at !== null) setKey(at) }} onMouseOver={event => setHovered(point(event))} onMouseLeave={() => setHovered(null)}>
        {view === 'agenda'
          ? <Agenda entries={entries} selectedId={key} nowMs={nowMs} onSelect={entry => setKey(entry.interview.id)} onOpen={open} />
          : <CalendarGrid view={view} day={day} zone={me.zone} secondZone={secondZone === me.zone ? null : secondZone} items={items} columns={columns} busy={busy} busyOf={chosenPeople.length === 1 ? chosenPeople[0]! : null}
              nowMs={nowMs} selectedKey={key} onSelect={onSelect} onOpen={item => open(item.entry)} onDrop={drop} onDay={next => change({ view: 'day', day: next })} />}
      </div>
      {draft
        ? <MoveLine draft={draft} busy={busy} nowMs={nowMs} canSwap={columns !== null} onPut={putDown} onLeave={leave} />
        : <EntryLine entry={entryOf(hovered) ?? chosen} mayMove={chosen !== null && mayMove(chosen)} onOpen={() => { if (chosen) open(chosen) }} onMove={take} />}
    </div>
  )
}

/** Gives the focus to a block once it is drawn, after a key asked for it; never takes it from somewhere else by itself. */
function useFocusBlock(body: RefObject<HTMLDivElement | null>, key: string | null): () => void {
  const isAsked = useRef(false)
  useEffect(() => {
    if (!isAsked.current || key === null) return
    const block = body.current?.querySelector(`[data-entry="${CSS.escape(key)}"]`)?.closest<HTMLElement>('button, [role="button"]')
    if (!block) return
    isAsked.current = false
    block.focus()
    block.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
  return () => { isAsked.current = true }
}

/** A list also names what was called off; the arrows must find it there. */
const showCancelled = (entry: Entry): Entry => (entry.interview.cancelled ? { ...entry, interview: { ...entry.interview, cancelled: false } } : entry)

/** A link to an interview brings its week onto the screen and chooses it. */
function useAddressed(interviewId: string | null, show: (startMs: number) => void, choose: (key: string) => void): void {
  const replica = useReplica()
  useEffect(() => {
    if (interviewId === null) return
    let isGone = false
    void replica.get('interviews', interviewId).then(found => {
      if (isGone || !found) return
      choose(found.id)
      show(found.startMs)
    })
    return () => { isGone = true }
    // oxlint-disable-next-line react/exhaustive-deps -- only another interview is another errand
  }, [replica, interviewId])
}
