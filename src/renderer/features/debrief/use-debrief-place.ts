import { useState } from 'react'
import type { CellPlace } from '../../ui/data/cell-grid.tsx'

export type DebriefPart = 'matrix' | 'agenda' | 'calibration'
/** Which part is open, which cell has the keys, and who is marked as a finalist. */
export type DebriefPlace = Readonly<{ part: DebriefPart; at: CellPlace | null; marked: ReadonlySet<string> }>

const places = new Map<string, DebriefPlace>()
const beginning: DebriefPlace = { part: 'matrix', at: null, marked: new Set() }

/** Where one was in the debrief of a job. Kept while the window is open: a look at the agenda or at one person loses no mark. */
export function useDebriefPlace(jobId: string): readonly [DebriefPlace, (next: Partial<DebriefPlace>) => void] {
  const [place, setPlace] = useState(() => places.get(jobId) ?? beginning)
  const move = (next: Partial<DebriefPlace>): void => {
    const now = { ...place, ...next }
    places.set(jobId, now)
    setPlace(now)
  }
  return [place, move]
}
