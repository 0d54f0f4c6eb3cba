import { listWords } from '../lib/list-words.ts'
import type { Activity, ActivityKind } from './model/activity.ts'

/** How ids are said. A name that is not known here (not yet synced, or hidden) comes back as `null`. */
export type TimelineNames = Readonly<{
  person: (id: string) => string | null
  candidate: (id: string) => string | null
  job: (id: string) => string | null
  stage: (jobId: string, stageId: string) => string | null
  reason: (id: string) => string | null
}>

const fieldWords: Readonly<Record<string, string>> = {
  fullName: 'name', headline: 'headline', company: 'company', title: 'title', location: 'location', zone: 'time zone', emails: 'e-mail',
  phones: 'phone', links: 'links', tags: 'tags', sourceId: 'source', sourceNote: 'source', summary: 'summary', employments: 'work history',
  educations: 'education', files: 'files', ownerId: 'owner', privateTo: 'privacy', expectedCompensation: 'expected pay',
  requisitionCode: 'requisition code', departmentId: 'department', locationId: 'location', employmentTypeId: 'employment type', levelId: 'level',
  status: 'status', openings: 'openings', targetStartDate: 'start date', description: 'description', stages: 'stages', hiringTeam: 'hiring team',
  sessions: 'interview plan', bookingRules: 'rules of booking links', kits: 'interview kits', scorecardVisibility: 'who reads scorecards',
}

const text = (activity: Activity, name: string): string | null => {
  const value = activity.facts[name]
  return typeof value === 'string' && value !== '' ? value : null
}

const quoted = (name: string | null, before: string): string => (name === null ? '' : ` ${before}${name}`)

const offerWords: Readonly<Record<string, (whom: string) => string>> = {
  drafted: whom => `drafted an offer to ${whom}`, revised: whom => `wrote new terms for the offer to ${whom}`, sent: whom => `asked for approval of the offer to ${whom}`,
  takenBack: whom => `took the offer to ${whom} back to a draft`, approved: whom => `approved the offer to ${whom}`, declinedByApprover: whom => `did not approve the offer to ${whom}`,
  extended: whom => `extended the offer to ${whom}`, accepted: whom => `noted that ${whom} accepted the offer`, declined: whom => `noted that ${whom} declined the offer`,
  rescinded: whom => `rescinded the offer to ${whom}`,
}

type Sentence = (said: Readonly<{ activity: Activity; who: string; whom: string; job: string | null; names: TimelineNames }>) => string

function stageName({ activity, names }: Parameters<Sentence>[0], fact: string): string | null {
  const stageId = text(activity, fact)
  return stageId === null || activity.jobId === null ? null : names.stage(activity.jobId, stageId)
}

const edited: Sentence = ({ activity, who, whom }) => {
  if (activity.facts['broughtBack'] === true) return `${who} brought ${whom} back after it was deleted`
  const fields = [...new Set((text(activity, 'fields') ?? '').split(',').filter(Boolean).map(name => fieldWords[name] ?? 'details'))]
  return `${who} changed ${fields.length === 0 ? 'details' : listWords(fields)} of ${whom}`
}

const sentences: Readonly<Record<ActivityKind, Sentence>> = {
  'candidate.added': ({ who, whom }) => `${who} added ${whom}`,
  'candidate.edited': edited,
  'candidate.merged': ({ activity, who, whom }) => activity.facts['undone'] === true ? `${who} took apart what had been merged into ${whom}` : `${who} merged ${text(activity, 'mergedName') ?? 'another record'} into ${whom}`,
  'candidate.tagged': ({ activity, who, whom }) => {
    const [added, removed] = [text(activity, 'added'), text(activity, 'removed')]
    if (!added && !removed) return `${who} changed the tags of ${whom}`
    return `${who} ${listWords([...(added ? [`tagged ${whom} ${added}`] : []), ...(removed ? [`took the tag ${removed} off ${whom}`] : [])])}`
  },
  'file.added': ({ activity, who }) => `${who} added the file ${text(activity, 'name') ?? ''}`.trim(),
  'file.removed': ({ activity, who }) => `${who} removed the file ${text(activity, 'name') ?? ''}`.trim(),
  'application.created': said => `${said.who} put ${said.whom} on ${said.job ?? 'a job'}${quoted(stageName(said, 'toStageId'), 'at ')}`,
  'stage.moved': said => {
    const undone = said.activity.facts['undone'] === true ? ' back' : ''
    return `${said.who} moved ${said.whom}${undone}${quoted(stageName(said, 'fromStageId'), 'from ')}${quoted(stageName(said, 'toStageId'), 'to ')}`
  },
  'application.rejected': said => {
    const reasonId = text(said.activity, 'reasonId')
    const reason = reasonId === null ? null : said.names.reason(reasonId)
    return `${said.who} turned ${said.whom} away${quoted(stageName(said, 'stageId'), 'at ')}${reason === null ? '' : `: ${reason}`}`
  },
  'application.reopened': said => `${said.who} took ${said.whom} back into process${quoted(stageName(said, 'toStageId'), 'at ')}`,
  'application.withdrawn': ({ who, whom }) => `${who} noted that ${whom} withdrew`,
  'application.hired': ({ who, whom, job }) => `${who} marked ${whom} as hired${quoted(job, 'for ')}`,
  'start_date.changed': ({ activity, who, whom }) => `${who} moved the first day of ${whom}${text(activity, 'startDate') === null ? '' : ` to ${text(activity, 'startDate')}`}`,
  'hire.reversed': ({ who, whom }) => `${who} took back the hire of ${whom}`,
  'job.created': ({ who, job }) => `${who} opened ${job ?? 'this job'}`,
  'job.edited': said => edited({ ...said, whom: said.job ?? 'this job' }),
  'job.closed': ({ activity, who, job }) => `${who} closed ${job ?? 'this job'}${text(activity, 'reason') ? `: ${text(activity, 'reason')}` : ''}`,
  'job.reopened': ({ who, job }) => `${who} reopened ${job ?? 'this job'}`,
  'note.added': ({ who, whom }) => `${who} wrote a note about ${whom}`,
  // By their booking link a candidate acts themselves.
  'interview.scheduled': ({ activity, who, whom }) => activity.facts['byCandidate'] === true ? `${whom} booked an interview by link` : `${who} scheduled an interview with ${whom}`,
  'interview.moved': ({ activity, who, whom }) => activity.facts['byCandidate'] === true ? `${whom} moved their interview by link` : `${who} moved an interview with ${whom}`,
  'interview.cancelled': ({ activity, who, whom }) => activity.facts['byCandidate'] === true ? `${whom} called their interview off by link` : `${who} called off an interview with ${whom}${text(activity, 'reason') ? `: ${text(activity, 'reason')}` : ''}`,
  'scorecard.submitted': ({ who, whom }) => `${who} handed in a scorecard about ${whom}`,
  'offer.changed': ({ activity, who, whom }) => `${who} ${(offerWords[text(activity, 'step') ?? ''] ?? (name => `changed the offer to ${name}`))(whom)}`,
  'message.queued': ({ who, whom }) => `${who} wrote to ${whom}; it waits to be sent`,
  'message.sent': ({ who, whom }) => `${who}'s message to ${whom} was sent`,
  'import.finished': ({ who }) => `${who} finished an import`,
  'debrief.decided': ({ who, whom }) => `${who} recorded the debrief's decision about ${whom}`,
  'assessment.sent': ({ activity, who, whom }) => `${who} sent ${whom} ${text(activity, 'test') === null ? 'a test' : `the test “${text(activity, 'test')}”`}`,
  'candidate.erased': ({ activity, who, whom }) => activity.facts['undone'] === true ? `${who} took the erasure of ${whom} back` : `${who} erased ${whom} at their request`,
  'assessment.result': ({ activity, whom }) => `${text(activity, 'test') === null ? 'A test result' : `The result of “${text(activity, 'test')}”`} of ${whom} arrived`,
}

/** One line of the timeline as a sentence without its time: "Ben moved Ana from Screen to Offer". */
export function timelineWords(activity: Activity, names: TimelineNames): string {
  const sentence = sentences[activity.kind] as Sentence | undefined
  const who = names.person(activity.actorId) ?? 'A colleague'
  const whom = (activity.candidateId === null ? null : names.candidate(activity.candidateId)) ?? 'the candidate'
  const job = activity.jobId === null ? null : names.job(activity.jobId)
  // A move back and a merge taken apart have words of their own.
  const takenBack = activity.facts['undone'] === true && activity.kind !== 'stage.moved' && activity.kind !== 'candidate.merged' ? ' (taken back)' : ''
  // Somebody gave a program access and answers for what it does.
  const through = text(activity, 'through')
  return sentence ? `${sentence({ activity, who, whom, job, names })}${through === null ? '' : ` through ${through}`}${takenBack}` : `${who} did something this version of Shortlist cannot name yet`
}

/** "Monday 16:10" within the last week, else with the date; in the reader's zone and language. */
export function whenWords(atMs: number, nowMs: number, zone: string, locale = 'en-GB'): string {
  // A screen's clock is renewed every minute: what has just happened may be ahead of it.
  const recent = nowMs - atMs < 6 * 86_400_000 && atMs <= nowMs + 60_000
  const time = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(atMs)
  const year = (ms: number) => new Intl.DateTimeFormat('en', { timeZone: zone, year: 'numeric' }).format(ms)
  const date = recent
    ? new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: 'long' }).format(atMs)
    : new Intl.DateTimeFormat(locale, { timeZone: zone, day: 'numeric', month: 'short', ...(year(atMs) === year(nowMs) ? {} : { year: 'numeric' as const }) }).format(atMs)
  return `${date} ${time}`
}
