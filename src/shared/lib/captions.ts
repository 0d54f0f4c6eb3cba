import { parseText } from 'media-captions'

/** One thing that was said: when, by whom as far as the file tells, and the words. */
export type Cue = Readonly<{ seconds: number | null; speaker: string | null; text: string }>
/** What was read of a file; `skipped` counts what could not be read and is not in it. */
export type ReadCaptions = Readonly<{ cues: readonly Cue[]; skipped: number }>

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&nbsp;': ' ', '&lrm;': '', '&rlm;': '', '&quot;': '"', '&#39;': '\'' }
const bare = (text: string): string => text.replaceAll(/<[^>]*>/g, '').replaceAll(/&(?:amp|lt|gt|nbsp|lrm|rlm|quot|#39);/g, found => entities[found] ?? found).replaceAll(/\s+/g, ' ').trim()

/** Small words inside a name. */
const particles = new Set(['de', 'da', 'di', 'del', 'della', 'der', 'den', 'van', 'von', 'la', 'le', 'el', 'al', 'bin', 'ibn', 'y', 'e', 'dos', 'das', 'do'])

/** `Ada Example: Hello` names its speaker; `One thing: it rained` does not. */
function speakerOf(text: string): { speaker: string | null; text: string } {
  const [, label = '', rest = ''] = /^([^:<>]{1,60}):\s+(\S.*)$/s.exec(text) ?? []
  const words = label.replaceAll(/\([^)]*\)/g, '').trim().split(/\s+/).filter(Boolean)
  const isName = words.length > 0 && words.length <= 6 && words.every(word => /^[\p{Lu}\p{Lo}\d]/u.test(word) || particles.has(word)) && /^[\p{L}\d]/u.test(label)
  return isName ? { speaker: label.trim(), text: rest } : { speaker: null, text }
}

function cueOf(seconds: number | null, raw: string): Cue | null {
  const voice = /^\s*<v(?:\.[^\s>]*)?\s+([^>]{1,120})>/.exec(raw)?.[1]?.trim() ?? null
  const text = bare(raw)
  if (text === '') return null
  return voice === null ? { seconds, ...speakerOf(text) } : { seconds, speaker: bare(voice) || null, text }
}

const clock = String.raw`(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,]\d{1,3})?`
const leading = new RegExp(String.raw`^[\[(]?${clock}[\])]?\s*(?:[-–—]\s*)?(.*)$`)
const trailing = new RegExp(String.raw`^(\S.{0,80}?)\s{1,}[\[(]?${clock}[\])]?$`)
const toSeconds = (hours: string | undefined, minutes: string, seconds: string): number => Number(hours ?? 0) * 3_600 + Number(minutes) * 60 + Number(seconds)

/** Plain text: a line each, with or without a time and a name before it, or a line of name and time above the words. */
function readPlain(text: string): ReadCaptions {
  const cues: Cue[] = []
  let head: { seconds: number; speaker: string } | null = null
  for (const line of text.split(/\r\n?|\n/).map(each => each.trim()).filter(each => each !== '')) {
    const above = trailing.exec(line)
    if (above && speakerOf(`${above[1]!}: x`).speaker !== null) {
      head = { seconds: toSeconds(above[2], above[3]!, above[4]!), speaker: above[1]! }
      continue
    }
    const timed = leading.exec(line)
    const cue = timed ? cueOf(toSeconds(timed[1], timed[2]!, timed[3]!), timed[4]!) : cueOf(head?.seconds ?? null, line)
    if (cue) cues.push({ ...cue, speaker: cue.speaker ?? head?.speaker ?? null })
  }
  return { cues, skipped: 0 }
}

/** What kind of transcript a text is: by its first lines, whatever its file is called. */
export function captionKind(text: string): 'vtt' | 'srt' | 'plain' {
  if (/^\uFEFF?WEBVTT(?:[ \t\r\n]|$)/.test(text)) return 'vtt'
  if (/^(?:\s*\d+\s*\r?\n)?\s*\d{1,2}:\d{2}:\d{2},\d{1,3}\s*-->/m.test(text.slice(0, 2_000))) return 'srt'
  return /^\s*(?:\d{1,2}:)?\d{2}:\d{2}\.\d{3}\s*-->/m.test(text.slice(0, 2_000)) ? 'vtt' : 'plain'
}

/** Reads WebVTT (W3C), SRT or plain text. Whoever spoke last goes on until somebody else is named. */
export async function readCaptions(text: string): Promise<ReadCaptions> {
  const kind = captionKind(text)
  if (kind === 'plain') return readPlain(text.replace(/^\uFEFF/, ''))
  const { cues, errors } = await parseText(text, { type: kind, errors: true })
  const read = cues.map(cue => cueOf(Math.max(0, Math.floor(cue.startTime)), cue.text))
  return { cues: read.filter(cue => cue !== null), skipped: errors.length }
}
