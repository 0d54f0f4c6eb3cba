import { z } from 'zod'
import { elsewhereSchema } from './elsewhere.ts'
import { ask, byServer } from './field-rules.ts'
import { id, instantMs, line, zone } from './fields.ts'
import { videoSchema } from './interview-plan.ts'

/** One person at one interview. `shadow` listens and rates nothing. */
export const interviewSeatSchema = z.strictObject({
  personId: id, role: z.enum(['interviewer', 'shadow', 'reverseShadow']),
})

/** What the outside world knows of one invitee; written by the server alone. */
export const inviteSchema = z.strictObject({
  /** Their e-mail address. */
  invitee: line(320),
  /** What they are being told: to come, or that they need not. */
  method: z.enum(['request', 'cancel']),
  state: z.enum(['waiting', 'delivered', 'failed', 'accepted', 'declined', 'tentative']),
  problem: line(500).nullable(),
  nextTryAtMs: instantMs.nullable(),
  atMs: instantMs,
})

/**
 * Booked at another service, which holds its time and tells `personIds` and the candidate itself. `clashes`: somebody was
 * booked here at that time already.
 */
export const bookedThroughSchema = z.strictObject({ service: line(120), connectionId: id, personIds: z.array(id).max(20), clashes: z.boolean() })

/** One session of a loop. A booking made offline is `proposed` until the server confirms it. */
export const interviewSchema = z.object({
  id,
  loopId: ask(id),
  candidateId: ask(id),
  applicationId: ask(id),
  jobId: ask(id),
  sessionId: ask(id.nullable()),
  name: ask(line(200), { erase: () => 'Interview' }),
  startMs: ask(instantMs, { unit: 'booking' }),
  endMs: ask(instantMs, { unit: 'booking' }),
  seats: ask(z.array(interviewSeatSchema).max(20), { unit: 'booking' }),
  roomId: ask(id.nullable(), { unit: 'booking' }),
  cancelled: ask(z.boolean(), { unit: 'booking' }),
  cancelReason: ask(line(500), { unit: 'booking', erase: 'empty' }),
  /** Why somebody gives more interviews than their limit allows; empty where nobody does. */
  limitReason: ask(line(300), { unit: 'booking', erase: 'empty' }),
  /** The zone the wall time was chosen in. */
  zone: ask(zone, { unit: 'booking', follows: true, erase: 'keep' }),
  bookedById: ask(id, { unit: 'booking', follows: true }),
  video: ask(videoSchema),
  kitId: ask(id.nullable()),
  kitVersion: ask(z.int().min(0).max(1e6).nullable()),
  confirmed: byServer(z.boolean()),
  joinUrl: byServer(line(1_000).nullable(), { erase: 'empty' }),
  /** iCalendar identity (RFC 5545 UID) and its SEQUENCE, counted by the server. */
  icalUid: byServer(line(200).nullable(), { erase: 'keep' }),
  icalSequence: byServer(z.int().min(0).max(1e9)),
  invites: byServer(z.array(inviteSchema).max(60), { erase: 'empty' }),
  /** Set while a calendar says something else than this record. */
  elsewhere: byServer(elsewhereSchema.nullable(), { erase: 'keep' }),
  bookedThrough: byServer(bookedThroughSchema.nullable().optional(), { erase: 'keep' }),
  createdAtMs: instantMs,
})
export type Interview = z.infer<typeof interviewSchema>
