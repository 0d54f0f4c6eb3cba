import { readCaptions } from '#shared/lib/captions'
import { AppError } from '#shared/lib/app-error'
import type { OpenTranscript, TranscriptFinding } from '../kit/connector.ts'
import type { InboundOutcome } from '../kit/inbound.ts'
import { zoomRequest, zoomToken, type ZoomContext } from './client.ts'
import { recordingsSchema, type ZoomMessage } from './wire.ts'

/** The file stands behind a link and a key; Zoom sends on to where it is kept. */
async function download({ http }: ZoomContext, address: string, key: string): Promise<string> {
  let [path, headers]: [string, Record<string, string>] = [address, { authorization: `Bearer ${key}`, accept: 'text/vtt, text/plain' }]
  for (let hop = 0; hop < 4; hop += 1) {
    const reply = await http.request({ method: 'GET', path, headers, accept: [301, 302, 303, 307, 308] })
    if (reply.status < 300) return reply.text
    const next = reply.headers['location'] ?? ''
    if (!URL.canParse(next, path)) break
    // The key is for the first host only.
    const target = new URL(next, path)
    if (target.origin !== new URL(path).origin) headers = { accept: 'text/vtt, text/plain' }
    path = target.href
  }
  throw new AppError('connector.bad_response')
}

/** The key of the whole account goes to hosts of Zoom's own only: those of the API's domain. */
function isZoomHost(address: string, apiAddress: string): boolean {
  const [host, api] = [URL.parse(address)?.hostname ?? '', new URL(apiAddress).hostname]
  const domain = api.split('.').slice(-2).join('.')
  return host === api || host === domain || host.endsWith(`.${domain}`)
}

async function findingOf(ctx: ZoomContext, interviewId: string, source: string, address: string, key: string): Promise<TranscriptFinding | null> {
  const { cues } = await readCaptions(await download(ctx, address, key))
  return cues.length === 0 ? null : { kind: 'transcript', interviewId, source: `zoom/${source}`, title: 'Transcript from Zoom', cues }
}

/** A transcript that Zoom tells of, behind a link and a key of its own. */
export async function takeTranscript(ctx: ZoomContext, message: ZoomMessage): Promise<InboundOutcome> {
  const { object } = message.payload
  const file = object?.recording_files?.find(each => each.file_type === 'TRANSCRIPT' && each.download_url !== undefined)
  if (!object || !file?.download_url || !message.download_token) return { summary: 'There is no transcript in this message.', findings: [] }
  const interviewId = await ctx.externalIds.lookup('meeting', String(object.id))
  if (interviewId === null) return { summary: 'This meeting is no interview of Shortlist.', findings: [] }
  const finding = await findingOf(ctx, interviewId, String(object.uuid ?? object.id), file.download_url, message.download_token)
  return finding ? { summary: 'A transcript came in.', findings: [finding] } : { summary: 'Nothing was said in this transcript.', findings: [] }
}

/** Asks for the transcript of a meeting that is over; null while Zoom has none. The same one that a message brings. */
export async function askForTranscript({ interviewId, meetingId }: OpenTranscript, ctx: ZoomContext): Promise<TranscriptFinding | null> {
  if (meetingId === null) return null
  const reply = await zoomRequest(ctx, { method: 'GET', path: `v2/meetings/${encodeURIComponent(meetingId)}/recordings`, accept: [404] })
  if (reply.status === 404) return null
  const found = reply.parse(recordingsSchema)
  const file = found.recording_files.find(each => each.file_type === 'TRANSCRIPT' && each.download_url !== undefined && (each.status ?? 'completed') === 'completed')
  if (!file?.download_url || !isZoomHost(file.download_url, ctx.config.apiAddress)) return null
  return findingOf(ctx, interviewId, String(found.uuid ?? meetingId), file.download_url, await zoomToken(ctx))
}
