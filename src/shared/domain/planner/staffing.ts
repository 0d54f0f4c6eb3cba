import { NOBODY, type StartOption } from './feasible-starts.ts'

/**
 * Whether the day's limits alone allow these sessions to be staffed, whatever the hour: a matching of chairs to people,
 * each person at most `caps[person]` times and once a session. Only a necessary condition, but it settles at once the
 * cases where trying every hour would find the same person over their limit again and again.
 */
export function canStaff(options: readonly (readonly StartOption[])[], mask: number, caps: readonly number[]): boolean {
  const chairs: { session: number; people: ReadonlySet<number> }[] = []
  options.forEach((ofSession, session) => {
    if (!(mask & (1 << session))) return
    ofSession[0]?.chairs.forEach((_, at) => {
      const people = new Set(ofSession.flatMap(option => option.chairs[at]?.people ?? []))
      if (!people.has(NOBODY)) chairs.push({ session, people })
    })
  })
  const holder: number[] = chairs.map(() => NOBODY)
  const heldBy = (person: number): number[] => holder.flatMap((who, chair) => (who === person ? [chair] : []))

  const seatChair = (chair: number, seen: Set<number>): boolean => {
    for (const person of chairs[chair]?.people ?? []) {
      if (seen.has(person)) continue
      const held = heldBy(person)
      const same = held.find(other => chairs[other]?.session === chairs[chair]?.session)
      if (same === undefined && held.length < (caps[person] ?? 0)) {
        holder[chair] = person
        return true
      }
      seen.add(person)
      // Someone already in this session can only give up that very chair.
      for (const other of same === undefined ? held : [same]) {
        holder[other] = NOBODY
        if (seatChair(other, seen)) {
          holder[chair] = person
          return true
        }
        holder[other] = person
      }
    }
    return false
  }
  return chairs.every((_, chair) => seatChair(chair, new Set()))
}
