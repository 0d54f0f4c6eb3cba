import { z } from 'zod'
import { id, instantMs, line } from '../domain/model/fields.ts'

/** Whose calendar: a colleague's or a room's. */
export const subjectKindSchema = z.enum(['person', 'room'])
export type SubjectKind = z.infer<typeof subjectKindSchema>

/** Where busy times come from: a calendar anybody can subscribe to by its address, or one of a connected account. */
export const calendarSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('feed'), url: z.string().max(2_000).regex(/^(https?|webcals?):\/\//i).refine(url => URL.canParse(url)) }),
  z.strictObject({ kind: z.literal('account'), connectionId: id, address: z.email().max(320) }),
])
export type CalendarSource = z.infer<typeof calendarSourceSchema>

/** Where a person can sign in with an account of their own: POST /api/integrations/connections/:id/own-account. */
export const ownServiceSchema = z.strictObject({ connectionId: id, service: line(60) })

/** GET /api/calendars: one's own, and everybody's for those who arrange interviews. PUT, DELETE /api/calendars/:kind/:id. */
export const calendarSchema = z.strictObject({
  /** Another one each time another calendar is connected. */
  id,
  subjectKind: subjectKindSchema, subjectId: id, subjectName: line(200), kind: z.enum(['feed', 'account', 'own']), connectionId: id.nullable(),
  /** The account's address, or the host of a published calendar: its whole address is a key and is never shown again. Empty for somebody else's own account. */
  shownAddress: z.string(), readAtMs: instantMs.nullable(), nextReadAtMs: instantMs,
  /** What is wrong and what to do; null when the last reading went well. */
  problem: z.string().nullable(),
})
export type Calendar = z.infer<typeof calendarSchema>
export const calendarsSchema = z.strictObject({
  calendars: z.array(calendarSchema), ownServices: z.array(ownServiceSchema),
  /** An account of the workspace reads everybody's calendar under their e-mail address, unless somebody says otherwise. */
  isFollowed: z.boolean(),
})
