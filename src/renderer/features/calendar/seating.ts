import { nobody, type Column } from './columns.ts'

/** Who holds an interview and where. */
export type Seating = Readonly<{ interviewerIds: readonly string[]; roomId: string | null }>

/**
 * What becomes of an interview whose block goes from one column to another. A room's column moves it into that room; a
 * person's column puts that person in the place of the one it came from. From a room's column to a person's there is
 * nobody to replace but the only interviewer; with several, nobody is: whose place was meant, nobody said.
 */
export function bringTo(seating: Seating, columns: readonly Column[], from: string | null, to: string | null): Seating {
  const target = columns.find(column => column.id === to)
  const { interviewerIds } = seating
  if (!target || to === from) return seating
  if (target.kind === 'room') return seating.roomId === target.id ? seating : { ...seating, roomId: target.id }
  if (target.kind === 'nobody' || interviewerIds.includes(target.id)) return seating
  if (from !== null && interviewerIds.includes(from)) return { ...seating, interviewerIds: interviewerIds.map(id => (id === from ? target.id : id)) }
  return interviewerIds.length > 1 ? seating : { ...seating, interviewerIds: [target.id] }
}

/** The columns a seating occupies. */
export function columnsHeld({ interviewerIds, roomId }: Seating): readonly string[] {
  return [...(interviewerIds.length === 0 ? [nobody] : interviewerIds), ...(roomId === null ? [] : [roomId])]
}

/**
 * The next column in a direction that means something: one where the block would change who or where, or its own. The
 * answer is worked out from where the interview stands, so that going on and back again leaves it as it was.
 */
export function nextColumn(seating: Seating, columns: readonly Column[], origin: string | null, at: string | null, direction: 1 | -1): string | null {
  for (let index = columns.findIndex(column => column.id === at) + direction; index >= 0 && index < columns.length; index += direction) {
    const { id } = columns[index]!
    if (id === origin || bringTo(seating, columns, origin, id) !== seating) return id
  }
  return null
}
