import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import type { CalendarView } from './calendar-window.ts'
import type { Direction } from './neighbour.ts'
import type { MoveStep } from './move-draft.ts'

type Run = () => void
type CalendarActions = Readonly<{
  isMoving: boolean
  arrow: (direction: Direction) => void
  today: Run; show: (view: CalendarView) => void; turn: (direction: 1 | -1) => void; filter: Run
  /** About the chosen interview; null where it cannot be done. */
  take: Run | null; change: Run | null; open: Run | null; loop: Run | null; decide: Run | null
  book: Run | null
  step: (step: MoveStep) => void; putDown: Run; leave: Run
}>

const section = 'Calendar'
export const viewNames: readonly { id: CalendarView; label: string }[] = [{ id: 'day', label: 'Day' }, { id: 'week', label: 'Week' }, { id: 'agenda', label: 'Agenda' }]

/** The keys of the calendar: others while an interview is on its way than otherwise. */
export function useCalendarKeys({ isMoving, arrow, today, show, turn, filter, take, change, open, loop, decide, book, step, putDown, leave }: CalendarActions): void {
  const arrows = (['up', 'down', 'left', 'right'] as const).map(direction => ({ keys: direction, title: isMoving ? 'Move the interview' : 'Choose an interview', section, run: () => arrow(direction) }))
  const offered = (keys: string, title: string, run: Run | null) => (run === null ? [] : [{ keys, title, section, run }])
  useShortcuts('calendar', [
    ...arrows,
    { keys: 't', title: 'Today', section, run: today },
    ...viewNames.map(({ id, label }) => ({ keys: label[0]!.toLowerCase(), title: `${label} view`, section, run: () => show(id) })),
    { keys: 'j', title: 'Next', section, run: () => turn(1) },
    { keys: 'k', title: 'Previous', section, run: () => turn(-1) },
    { keys: 'f', title: 'Filter', section, run: filter },
    ...offered('m', 'Move the chosen interview', take),
    ...offered('e', 'Change the chosen interview', change),
    ...offered('o', 'Open the kit of the chosen interview', open),
    ...offered('l', 'Loop and substitutes of the chosen interview', loop),
    ...offered('x', 'Decide about the chosen interview', decide),
    ...offered('c', 'Book an interview', book),
  ], { isEnabled: !isMoving })
  useShortcuts('moving', [
    ...arrows,
    { keys: 'shift+up', title: 'Shorter', section, run: () => step('shorter') },
    { keys: 'shift+down', title: 'Longer', section, run: () => step('longer') },
    { keys: 'enter', title: 'Put the interview here', section, run: putDown },
    { keys: 'escape', title: 'Leave it where it was', section, run: leave },
  ], { isEnabled: isMoving })
}
