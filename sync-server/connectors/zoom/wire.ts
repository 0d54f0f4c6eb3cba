import { z } from 'zod'

export const meetingSchema = z.object({ id: z.union([z.int(), z.string()]), join_url: z.url(), agenda: z.string().optional() })
export const meetingsSchema = z.object({ meetings: z.array(meetingSchema).default([]), next_page_token: z.string().optional() })

/** What was recorded of a meeting. `status` is `processing` while a file is being made. */
export const recordingsSchema = z.object({ uuid: z.string().optional(), recording_files: z.array(z.object({ file_type: z.string().optional(), status: z.string().optional(), download_url: z.url().optional() })).default([]) })

/** A webhook's message: what we read of it. */
export const messageSchema = z.object({
  event: z.string(), event_ts: z.number().optional(), download_token: z.string().max(10_000).optional(),
  payload: z.object({
    plainToken: z.string().optional(),
    object: z.object({ id: z.union([z.int(), z.string()]), uuid: z.string().optional(), recording_files: z.array(z.object({ file_type: z.string().optional(), download_url: z.url().optional() })).optional() }).optional(),
  }),
})
export type ZoomMessage = z.infer<typeof messageSchema>
