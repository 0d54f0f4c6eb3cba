import { standingDecisions } from '#shared/domain/commands/debrief'
import { agendaOf, type AgendaItem } from '#shared/domain/debrief/agenda'
import { debriefOf, type Debrief, type DebriefRow } from '#shared/domain/debrief/matrix'
import type { CardSlot } from '#shared/domain/debrief/panel'
import { readingOf, type Reading } from '#shared/domain/debrief/who-reads'
import type { Decision } from '#shared/domain/model/decision'
import type { Job } from '#shared/domain/model/job'
import type { Person } from '#shared/domain/model/person'
import type { DebriefRecords } from './watch-debrief.ts'

/** One candidate of the matrix as this person may see it. */
export type ShownRow = DebriefRow & Readonly<{ id: string; name: string; reading: Reading; decisions: readonly Decision[] }>
export type DebriefView = Readonly<{ debrief: Debrief; rows: readonly ShownRow[]; agenda: readonly AgendaItem[] }>

/** Cards this person can know about: of a card that is kept away nobody can say whether it is late. */
function slotsFor(reading: Reading, slots: readonly CardSlot[], personId: string): readonly CardSlot[] {
  if (reading.kind === 'all') return slots
  return slots.filter(slot => (reading.kind === 'listened' ? slot.cardId !== null : slot.personId === personId))
}

/** What the screen shows, by name: no order of merit. Without the right to read, only what one wrote oneself. */
export function viewOf(job: Job, records: DebriefRecords, me: Person, dueAfterMs: number, nowMs: number): DebriefView {
  const all = debriefOf({ job, ...records, dueAfterMs, nowMs })
  const isManager = job.hiringTeam.some(member => member.id === me.id && member.role === 'hiringManager')
  const rows = all.rows.map((row): ShownRow => {
    const reading = readingOf({ personId: me.id, role: me.role, isManager }, job.scorecardVisibility, records.interviews.filter(each => each.applicationId === row.application.id), row.cards)
    return { ...row, id: row.application.id, name: records.candidates.get(row.application.candidateId)?.fullName ?? 'A candidate', reading, decisions: standingDecisions(row.application), slots: slotsFor(reading, row.slots, me.id) }
  }).toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
  const readable = rows.filter(row => row.reading.kind !== 'none')
  const debrief = { columns: all.columns, rows: readable }
  return { debrief: { columns: all.columns, rows }, rows, agenda: agendaOf(debrief, new Set(rows.filter(row => row.decisions.length === 1).map(row => row.id))) }
}
