import { CalendarPlus, ChevronLeft, ChevronRight } from 'lucide-react'
import { memo } from 'react'
import { PageHeader } from '../../replica/page-header.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { SegmentedControl } from '../../ui/fields/segmented-control.tsx'
import type { CalendarView } from './calendar-window.ts'
import styles from './calendar.module.css'
import { FilterButton } from './filter-button.tsx'
import { viewNames } from './use-calendar-keys.ts'
import type { CalendarState } from './use-calendar-state.ts'

type ToolsProps = Readonly<{
  state: CalendarState
  /** The days on the screen, as people say them. */
  words: string
  mayBook: boolean
  isFiltering: boolean
  change: (to: Partial<CalendarState>) => void
  onFilter: (isOpen: boolean) => void
  onToday: () => void
  onTurn: (direction: 1 | -1) => void
  onShow: (view: CalendarView) => void
  onBook: () => void
}>

/** What stands above the calendar. It stays as it is while the pointer and the arrows go over the interviews. */
export const CalendarTools = memo(function CalendarTools({ state, words, mayBook, isFiltering, change, onFilter, onToday, onTurn, onShow, onBook }: ToolsProps) {
  return (
    <>
      <PageHeader title="Calendar">
        <span className={styles.grow} />
        {mayBook && <Button variant="primary" icon={<CalendarPlus aria-hidden="true" />} onPress={onBook}>Book</Button>}
      </PageHeader>
      <div className={styles.tools}>
        <Button size="sm" onPress={onToday}>Today</Button>
        <IconButton size="sm" label="Previous" shortcut="k" icon={<ChevronLeft aria-hidden="true" />} onPress={() => onTurn(-1)} />
        <IconButton size="sm" label="Next" shortcut="j" icon={<ChevronRight aria-hidden="true" />} onPress={() => onTurn(1)} />
        <h2 className={styles.window} aria-live="polite">{words}</h2>
        <span className={styles.grow} />
        <FilterButton state={state} change={change} isOpen={isFiltering} onOpenChange={onFilter} />
        <SegmentedControl label="View" options={viewNames} value={state.view} onChange={onShow} />
      </div>
    </>
  )
})
