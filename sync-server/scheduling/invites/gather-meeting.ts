import { z } from 'zod'
import type { InviteFacts, InviteeKind } from '#shared/domain/invites/next-step'
import { interviewSchema, type Interview } from '#shared/domain/model/interview'
import type { Tx } from '../../db/database.ts'
import { readRecord } from '../../replication/record.ts'

export type Invitee = Readonly<{ email: string; name: string; kind: InviteeKind; personId: string | null; facts: InviteFacts }>
/** An interview with everybody who is to know of it; nobody when it is called off, gone, or only an example. */
export type Meeting = Readonly<{ interview: Interview; deleted: boolean; invitees: readonly Invitee[]; candidateName: string; /** Of the room's own calendar; empty without one. */ roomAddress: string }>

const personSchema = z.object({ name: z.string(), email: z.string(), zone: z.string(), active: z.boolean() })
const candidateSchema = z.object({ fullName: z.string(), emails: z.array(z.string()), zone: z.string().nullable(), mergedIntoId: z.string().nullable(), erasedAtMs: z.number().nullable() })
const settingsSchema = z.object({ name: z.string(), sampleImportId: z.string().nullable(), rooms: z.array(z.object({ id: z.string(), name: z.string(), calendarAddress: z.string().default('') })).default([]) })
// Only what invitations need: a field another version of the record lacks is no reason not to invite.
const bookedSchema = interviewSchema.pick({
  id: true, candidateId: true, applicationId: true, jobId: true, name: true, startMs: true, endMs: true, seats: true, roomId: true, cancelled: true, zone: true, video: true, confirmed: true, joinUrl: true, icalSequence: true,
})

async function readCandidate(tx: Tx, workspaceId: string, id: string): Promise<z.infer<typeof candidateSchema> | null> {
  const content = await readRecord(tx, workspaceId, 'candidates', id)
  const candidate = content && candidateSchema.parse(content)
  return candidate?.mergedIntoId ? readCandidate(tx, workspaceId, candidate.mergedIntoId) : candidate
}

/** Null when there is no such interview. */
export async function gatherMeeting(tx: Tx, workspaceId: string, interviewId: string): Promise<Meeting | null> {
  const [row] = await tx.query<{ content: unknown; deleted: boolean }>(`select content, deleted from documents where workspace_id = $1 and collection = 'interviews' and id = $2`, [workspaceId, interviewId])
  if (!row) return null
  const interview = { ...row.content as Interview, ...bookedSchema.parse(row.content) }
  const candidate = await readCandidate(tx, workspaceId, interview.candidateId)
  const meeting = { interview, deleted: row.deleted, candidateName: candidate?.fullName ?? '', roomAddress: '' }
  if (row.deleted || interview.cancelled || !interview.confirmed) return { ...meeting, invitees: [] }
  const settings = settingsSchema.parse(await readRecord(tx, workspaceId, 'settings', workspaceId) ?? { name: '', sampleImportId: null })
  const job = await readRecord(tx, workspaceId, 'jobs', interview.jobId)
  // The people of the sample workspace are nobody: no letter ever leaves for them.
  if (settings.sampleImportId !== null && job?.['importId'] === settings.sampleImportId) return { ...meeting, invitees: [] }
  const room = settings.rooms.find(each => each.id === interview.roomId)
  const place = room?.name ?? ''
  const facts = (zone: string, title: string): InviteFacts => ({ startMs: interview.startMs, endMs: interview.endMs, zone, title, place, joinUrl: interview.joinUrl })
  const invitees = new Map<string, Invitee>()
  // Another service tells the candidate and those it named itself; whoever joined them here hears from us.
  const told = interview.bookedThrough ?? null
  for (const { personId } of interview.seats) {
    if (told?.personIds.includes(personId)) continue
    const content = await readRecord(tx, workspaceId, 'people', personId)
    if (!content) continue
    const person = personSchema.parse(content)
    if (person.active) invitees.set(person.email.toLowerCase(), { email: person.email.toLowerCase(), name: person.name, kind: 'interviewer', personId, facts: facts(person.zone, `${interview.name}: ${meeting.candidateName}`) })
  }
  const email = candidate?.erasedAtMs === null ? candidate.emails[0]?.toLowerCase() : undefined
  if (told === null && email && !invitees.has(email)) invitees.set(email, { email, name: meeting.candidateName, kind: 'candidate', personId: null, facts: facts(candidate?.zone ?? interview.zone, `${interview.name}${settings.name === '' ? '' : `, ${settings.name}`}`) })
  return { ...meeting, invitees: [...invitees.values()], roomAddress: room?.calendarAddress.toLowerCase() ?? '' }
}
