import { z } from 'zod'
import { id, line, prose } from '../domain/model/fields.ts'

/** GET /api/summaries/service. Whether the workspace has a service of its own; where it is only the owner is told, its key nobody. */
export const summaryServiceSchema = z.strictObject({ isOn: z.boolean(), url: line(500), model: line(120), hasKey: z.boolean() })
export type SummaryService = z.infer<typeof summaryServiceSchema>

/** PUT /api/summaries/service, by the owner. `key`: left out stays, empty removes it. */
export const summaryServiceInputSchema = z.strictObject({ isOn: z.boolean(), url: z.url({ protocol: /^https?$/ }).max(500), model: line(120).min(1), key: line(1_000).optional() })

/** POST /api/summaries: a transcript the asker may read. What comes back is a draft; nothing of it is kept by the server. */
export const summaryInputSchema = z.strictObject({ noteId: id })
export const summaryDraftSchema = z.strictObject({ text: prose(20_000) })
