/** The part of react-big-calendar that places things in a day; @types leaves it out. */
declare module 'react-big-calendar/lib/utils/TimeSlots' {
  import type { DateLocalizer } from 'react-big-calendar'

  export function getSlotMetrics(options: { min: Date; max: Date; step: number; timeslots: number; localizer: DateLocalizer }): {
    groups: Date[][]
    getRange: (start: Date, end: Date) => { top: number; height: number }
    closestSlotToPosition: (share: number) => Date
  }
}
