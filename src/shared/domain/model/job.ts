import { z } from 'zod'
import { ask, list } from './field-rules.ts'
import { bookingRulesSchema } from './booking-link.ts'
import { interviewPlanSchema, planSessionSchema } from './interview-plan.ts'
import { kitVersionSchema } from './kit.ts'
import { choice, day, id, instantMs, line, prose, rank } from './fields.ts'

/** What a stage is for; reports and hooks read the type, people read the name. */
export const stageTypeSchema = z.enum(['lead', 'applied', 'screen', 'assessment', 'interview', 'offer', 'hired'])
export type StageType = z.infer<typeof stageTypeSchema>

export const stageSchema = z.strictObject({
  id, name: line(80).min(1), type: stageTypeSchema, rank,
  /** An archived stage takes no new cards; the cards on it stay readable. */
  archived: z.boolean(),
})
export type Stage = z.infer<typeof stageSchema>

/** A member of the hiring team; the item's id is the person's id. */
export const teamMemberSchema = z.strictObject({
  id, role: z.enum(['hiringManager', 'recruiter', 'coordinator', 'interviewer', 'sourcer']),
})
export type TeamMember = z.infer<typeof teamMemberSchema>

/** A requisition: what is hired for, through which stages, by whom. */
export const jobSchema = z.object({
  id,
  title: ask(line(200).min(1)),
  requisitionCode: ask(line(60)),
  departmentId: ask(choice),
  locationId: ask(choice),
  employmentTypeId: ask(choice),
  levelId: ask(choice),
  status: ask(z.enum(['draft', 'open', 'onHold', 'closed']), { unit: 'status' }),
  closedAtMs: ask(instantMs.nullable(), { unit: 'status', follows: true }),
  closeReason: ask(line(300), { unit: 'status' }),
  openings: ask(z.int().min(0).max(10_000)),
  targetStartDate: ask(day.nullable()),
  description: ask(prose(50_000)),
  stages: list(z.array(stageSchema).max(60)),
  hiringTeam: list(z.array(teamMemberSchema).max(300)),
  /** What is interviewed for and how: the loops of the job and their sessions, see `interview-plan.ts`. */
  interviewPlans: list(z.array(interviewPlanSchema).max(20)),
  sessions: list(z.array(planSessionSchema).max(100)),
  /** What candidates may do by themselves with a booking link. */
  bookingRules: ask(bookingRulesSchema.nullable()),
  /** Every version of every interview kit with its scorecard form, see `kit.ts`. */
  kits: list(z.array(kitVersionSchema).max(300)),
  /** When a panel member may read the others' scorecards. */
  scorecardVisibility: ask(z.enum(['afterOwn', 'always', 'never'])),
  importId: ask(id.nullable()),
  createdAtMs: instantMs,
})
export type Job = z.infer<typeof jobSchema>
