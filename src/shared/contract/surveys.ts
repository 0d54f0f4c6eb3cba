import { z } from 'zod'
import { surveyKinds } from '../domain/surveys/survey-kinds.ts'

const percent = z.number().min(0).max(100).nullable()

/** `GET /api/surveys`: what was answered, for recruiters. No answer of a candidate names anybody. */
export const surveyReportSchema = z.strictObject({
  figures: z.array(z.strictObject({ kind: z.enum(surveyKinds), asked: z.int(), answered: z.int(), isHidden: z.boolean(), mean: percent, comments: z.array(z.string()) })),
  hires: z.array(z.strictObject({ applicationId: z.uuid(), performance: percent, retention: percent, satisfaction: percent, quality: percent })),
})
export type SurveyReport = z.infer<typeof surveyReportSchema>

/** What the page without account sends. */
export const surveyAnswerSchema = z.strictObject({ score: z.coerce.number().int().min(0).max(5), comment: z.string().max(2_000).default('') })
