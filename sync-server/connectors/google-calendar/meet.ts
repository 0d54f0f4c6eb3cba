import type { Cue } from '#shared/lib/captions'
import { z } from 'zod'
import type { OpenTranscript, TranscriptFinding } from '../kit/connector.ts'
import { callMeet } from './client.ts'
import type { GoogleContext } from './settings.ts'
import { parseGoogle } from './wire.ts'

const page = { nextPageToken: z.string().optional() }
const named = z.object({ displayName: z.string().optional() }).optional()
const recordsSchema = z.object({ ...page, conferenceRecords: z.array(z.object({ name: z.string(), startTime: z.string(), endTime: z.string().nullish() })).default([]) })
const transcriptsSchema = z.object({ ...page, transcripts: z.array(z.object({ name: z.string(), state: z.string().optional(), startTime: z.string().optional() })).default([]) })
const participantsSchema = z.object({ ...page, participants: z.array(z.object({ name: z.string(), signedinUser: named, anonymousUser: named, phoneUser: named })).default([]) })
const entriesSchema = z.object({ ...page, transcriptEntries: z.array(z.object({ participant: z.string().optional(), text: z.string().default(''), startTime: z.string() })).default([]) })
type Transcript = z.infer<typeof transcriptsSchema>['transcripts'][number]

const hourMs = 3_600_000
/** More than any interview has; a vendor that never ends its pages is not followed for ever. */
const mostPages = 300

async function everyPage<T extends { nextPageToken?: string | undefined }>(load: (pageToken: string | undefined) => Promise<T>): Promise<readonly T[]> {
  const pages: T[] = []
  for (let token: string | undefined; pages.length < mostPages;) {
    const next = await load(token)
    pages.push(next)
    if (!next.nextPageToken) break
    token = next.nextPageToken
  }
  return pages
}

const withToken = (pageToken: string | undefined): { pageToken?: string } => (pageToken === undefined ? {} : { pageToken })
const isOver = ({ state }: Transcript): boolean => state === 'FILE_GENERATED'

async function namesIn(ctx: GoogleContext, parent: string): Promise<ReadonlyMap<string, string>> {
  const pages = await everyPage(async token => parseGoogle(participantsSchema, (await callMeet(ctx, client => client.conferenceRecords.participants.list({ parent, pageSize: 250, ...withToken(token) }))).data))
  return new Map(pages.flatMap(each => each.participants.map(({ name, signedinUser, anonymousUser, phoneUser }) => [name, (signedinUser ?? anonymousUser ?? phoneUser)?.displayName ?? ''] as const)))
}

async function cuesOf(ctx: GoogleContext, parent: string, names: ReadonlyMap<string, string>, beganMs: number): Promise<readonly Cue[]> {
  const pages = await everyPage(async token => parseGoogle(entriesSchema, (await callMeet(ctx, client => client.conferenceRecords.transcripts.entries.list({ parent, pageSize: 100, ...withToken(token) }))).data))
  return pages.flatMap(each => each.transcriptEntries).flatMap(({ participant, text, startTime }) => {
    const words = text.replaceAll(/\s+/g, ' ').trim()
    return words === '' ? [] : [{ seconds: Math.max(0, Math.floor((Date.parse(startTime) - beganMs) / 1_000)), speaker: names.get(participant ?? '') || null, text: words }]
  })
}

/**
 * What Meet wrote down of an interview whose link we gave: every transcript of the calls in that meeting around its time,
 * one after the other. Null while somebody still talks, or Google still writes.
 */
export async function meetTranscript({ interviewId, joinUrl, startMs, endMs }: OpenTranscript, ctx: GoogleContext): Promise<TranscriptFinding | null> {
  const code = URL.parse(joinUrl ?? '')?.pathname.slice(1) ?? ''
  if (!ctx.config.transcripts || !/^[\w-]{3,60}$/.test(code)) return null
  const at = (ms: number): string => new Date(ms).toISOString()
  const filter = `space.meeting_code = "${code}" AND start_time>="${at(startMs - hourMs)}" AND start_time<="${at(endMs + hourMs)}"`
  const records = (await everyPage(async token => parseGoogle(recordsSchema, (await callMeet(ctx, client => client.conferenceRecords.list({ filter, pageSize: 100, ...withToken(token) }))).data)))
    .flatMap(each => each.conferenceRecords).toSorted((one, other) => Date.parse(one.startTime) - Date.parse(other.startTime))
  if (records.some(record => !record.endTime)) return null
  const found: { record: string; transcript: Transcript }[] = []
  for (const { name } of records) {
    const pages = await everyPage(async token => parseGoogle(transcriptsSchema, (await callMeet(ctx, client => client.conferenceRecords.transcripts.list({ parent: name, pageSize: 100, ...withToken(token) }))).data))
    found.push(...pages.flatMap(each => each.transcripts).map(transcript => ({ record: name, transcript })))
  }
  const [first] = found
  if (!first || !found.every(({ transcript }) => isOver(transcript))) return null
  const beganMs = Date.parse(first.transcript.startTime ?? at(startMs))
  const cues: Cue[] = []
  for (const { record, transcript } of found) cues.push(...await cuesOf(ctx, transcript.name, await namesIn(ctx, record), beganMs))
  return cues.length === 0 ? null : { kind: 'transcript', interviewId, source: `meet/${first.transcript.name}`, title: 'Transcript from Google Meet', cues }
}
