import { z } from 'zod'
import { id, instantMs, line } from '../domain/model/fields.ts'
import { roleSchema } from '../domain/model/person.ts'

/** How every refusal looks: a stable code and a sentence that says what to do. */
export const problemSchema = z.strictObject({ code: z.string(), message: z.string(), facts: z.record(z.string(), z.json()).optional() })
export type Problem = z.infer<typeof problemSchema>

const email = z.email().max(320)
/** At least 12 characters; the server also refuses the commonest and those made of the person's own data. */
const password = z.string().min(12).max(500)
const device = line(120)

/** GET /api/status: all a stranger may know. */
export const statusSchema = z.strictObject({
  product: z.literal('shortlist'), version: z.string(), protocol: z.int(), schema: z.int(),
  state: z.enum(['needsSetup', 'ready']), storage: z.enum(['embedded', 'postgresql']), clockMs: z.number(),
})
export type Status = z.infer<typeof statusSchema>

/** POST /api/setup: the first run. */
export const setupInputSchema = z.strictObject({ workspaceName: line(120).min(1), ownerName: line(200).min(1), email, password, zone: z.string().max(64), device })
/** POST /api/sessions: sign in. */
export const signInInputSchema = z.strictObject({ email, password: z.string().min(1).max(500), device })
/**
 * Answer to setup, sign-in and joining. `token` is present only when the caller asked for it with the header
 * `x-shortlist-client: desktop`; browsers get an HttpOnly cookie instead.
 */
export const sessionSchema = z.strictObject({
  token: z.string().optional(), sessionId: id, workspaceId: id, workspaceName: z.string(),
  person: z.strictObject({ id, name: z.string(), email: z.string(), role: roleSchema }),
})
export type Session = z.infer<typeof sessionSchema>

/** GET /api/sessions: one's own devices; an owner may ask for a colleague's with `?personId=`. */
export const deviceSessionSchema = z.strictObject({
  id, device: z.string(), current: z.boolean(), createdAtMs: instantMs, lastSeenAtMs: instantMs,
  revokedAtMs: instantMs.nullable(), wipedAtMs: instantMs.nullable(),
})
export const deviceSessionsSchema = z.strictObject({ sessions: z.array(deviceSessionSchema) })
export type DeviceSession = z.infer<typeof deviceSessionSchema>

/** POST /api/invitations (owner; a recruiter may invite hiring managers and interviewers). */
export const inviteInputSchema = z.strictObject({ name: line(200).min(1), email, role: roleSchema })
/** `url` is shown once; only its hash is kept. */
export const invitationSchema = z.strictObject({
  id, name: z.string(), email: z.string(), role: roleSchema, createdAtMs: instantMs, expiresAtMs: instantMs,
  acceptedAtMs: instantMs.nullable(), url: z.string().optional(),
})
export const invitationsSchema = z.strictObject({ invitations: z.array(invitationSchema) })
export type Invitation = z.infer<typeof invitationSchema>
/** GET /api/invitations/:token and POST /api/invitations/:token/accept. */
export const invitationPreviewSchema = z.strictObject({ workspaceName: z.string(), name: z.string(), email: z.string(), role: roleSchema })
export const acceptInputSchema = z.strictObject({ name: line(200).min(1), password, zone: z.string().max(64), device })

/** PATCH /api/people/:id (owner). */
export const personChangeSchema = z.strictObject({ role: roleSchema.optional(), active: z.boolean().optional() })
/** POST /api/password: change one's own; signs out the other devices. */
export const passwordInputSchema = z.strictObject({ current: z.string().max(500), next: password })
/** Answer of routes that have nothing else to say. */
export const doneSchema = z.strictObject({ ok: z.literal(true) })
