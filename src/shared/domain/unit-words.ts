import { parseUnitPath } from './conflict-value.ts'
import type { CollectionName } from './model/collections.ts'

const record: Readonly<Record<CollectionName, string>> = {
  people: 'colleague', jobs: 'job', candidates: 'candidate', applications: 'application', activities: 'line of the timeline', interviews: 'interview',
  notes: 'note', scorecards: 'scorecard', offers: 'offer', busy: 'busy times', conflicts: 'answer', messages: 'message', settings: 'workspace settings',
}

/** What a record of a collection is called in the middle of a sentence. */
export const recordWord = (collection: string): string => (record as Readonly<Record<string, string>>)[collection] ?? 'record'

/** Fields and units by name; where a name means something else in one collection, `collection.name`. */
const words: Readonly<Record<string, string>> = {
  fullName: 'name', name: 'name', headline: 'headline', company: 'company', title: 'title', location: 'location', zone: 'time zone', emails: 'e-mail addresses',
  email: 'e-mail', phone: 'phone', phones: 'phone numbers', links: 'links', tags: 'tags', sourceId: 'source', sourceNote: 'note on the source', summary: 'summary',
  employments: 'work history', educations: 'education', files: 'files', ownerId: 'owner', privateTo: 'privacy', expectedCompensation: 'expected pay',
  mergedIntoId: 'merging', erasedAtMs: 'erasure', erasure: 'erasure', importId: 'import', role: 'role', active: 'access', interviewing: 'interviewing hours', skills: 'skills',
  focusBlocks: 'focus time', timeOff: 'time off', trainings: 'interview training', times: 'times the candidate can come',
  preferences: 'own preferences', requisitionCode: 'requisition code', departmentId: 'department', locationId: 'location', employmentTypeId: 'employment type',
  levelId: 'level', 'jobs.status': 'status', openings: 'openings', targetStartDate: 'target start date', description: 'description', stages: 'stages',
  hiringTeam: 'hiring team', interviewPlans: 'interview plan', bookingRules: 'rules of booking links', bookingLinks: 'booking links', sessions: 'sessions of the interview plan', kits: 'interview kits', scorecardVisibility: 'rule for reading scorecards', candidateId: 'candidate',
  jobId: 'job', applicationId: 'application', interviewId: 'interview', pipeline: 'place in the pipeline', appliedAtMs: 'date of applying', loopId: 'interview loop',
  sessionId: 'session', booking: 'time, people and room', video: 'video call', kitId: 'interview kit', kitVersion: 'version of the kit', confirmed: 'confirmation',
  joinUrl: 'video link', icalUid: 'calendar entry', icalSequence: 'calendar entry', invites: 'invitations', elsewhere: 'change in a calendar', bookedThrough: 'service it was booked through', authorId: 'author', visibility: 'readers', body: 'text',
  submission: 'hand-in', ratings: 'ratings', recommendation: 'recommendation', takeaways: 'conclusions', privateNote: 'note for recruiters', revisions: 'earlier versions',
  dueAtMs: 'due date', versions: 'terms', currentVersionId: 'current version', approvals: 'approvals', 'offers.status': 'status', signature: 'signature',
  toEmail: 'recipient', subject: 'subject', templateId: 'template', sendAfterMs: 'time of sending', cancelled: 'cancellation', delivery: 'delivery', limitReason: 'reason for going over a limit',
  letters: 'letters', statusNote: 'reason', letterTemplates: 'offer letters',
  sampleImportId: 'sample', sources: 'sources', departments: 'departments', locations: 'locations', employmentTypes: 'employment types', levels: 'levels',
  recordingConsent: 'consent to being recorded', transcript: 'transcript', speakers: 'speakers', rejectionReasons: 'reasons for turning away', messageTemplates: 'message templates', noteTemplates: 'note templates', extremesNeedEvidence: 'need of evidence', interviewSkills: 'kinds of interviews', rooms: 'rooms', holidays: 'holidays', capabilities: 'abilities of the server', integrations: 'connections', onboarding: 'first-day checklist', onboardingMarks: 'ticks of the first-day checklist', assessments: 'tests', decisions: 'decisions of the debrief', automaticMail: 'automatic e-mail', reminderTimes: 'times of reminders', kitTemplates: 'kit templates', resolution: 'decision',
  subjectKind: 'kind', subjectId: 'person or room', subjectName: 'name', blocks: 'busy times', fromMs: 'first day', toMs: 'last day', readAtMs: 'time of reading', problem: 'problem',
  kind: 'kind', actorId: 'person', atMs: 'time', newestFirst: 'time', facts: 'details', code: 'reason', collection: 'kind of record', documentId: 'record',
  unit: 'field', base: 'earlier value', kept: 'standing value', aside: 'other value', revision: 'version', alternatives: 'ways forward', search: 'search for free times', record: 'whole record',
}

const itemWords: Readonly<Record<string, string>> = {
  stages: 'stage', hiringTeam: 'member of the hiring team', interviewPlans: 'interview plan', sessions: 'interview session', focusBlocks: 'focus block', timeOff: 'time off', trainings: 'training',
  interviewSkills: 'kind of interview', rooms: 'room', holidays: 'holiday', kits: 'interview kit', employments: 'employment', educations: 'degree',
  files: 'file', ratings: 'rating', approvals: 'approval', versions: 'version of the terms', sources: 'source', departments: 'department', locations: 'location',
  employmentTypes: 'employment type', levels: 'level', rejectionReasons: 'reason for turning away', messageTemplates: 'message template', noteTemplates: 'note template', kitTemplates: 'kit template', revisions: 'earlier version', decisions: 'decision of the debrief', onboardingMarks: 'tick of the first-day checklist',
}

const itemFieldWords: Readonly<Record<string, string>> = {
  rank: 'place in the list', type: 'type', archived: 'archiving', start: 'start', end: 'end', school: 'school', degree: 'degree', side: 'side', rating: 'rating', comment: 'comment',
  evidence: 'evidence', decision: 'decision', personId: 'person', order: 'order', versionId: 'version', mediaType: 'kind of file', sizeBytes: 'size',
  sha256: 'content', addedAtMs: 'date of adding', addedById: 'person', name: 'name', role: 'role', subject: 'subject', body: 'text', company: 'company', title: 'title', summary: 'summary',
  lengthMinutes: 'length', kitId: 'interview kit', seats: 'interviewers', afterIds: 'order', room: 'need of a room', video: 'video call', maxDays: 'number of days', maxPerDay: 'sessions a day',
  breakMinutes: 'break', longestWaitMinutes: 'longest wait', lunch: 'lunch', stepMinutes: 'times of starting', weekday: 'weekday', fromMinute: 'start', toMinute: 'end', hard: 'strictness',
  fromDay: 'first day', toDay: 'last day', note: 'note', level: 'level', zone: 'time zone', capacity: 'seats', features: 'equipment', calendarAddress: 'calendar', day: 'day',
}

/** A unit or field as a person would say it: "place in the pipeline". */
export function unitWords(collection: string, unit: string): string {
  return words[`${collection}.${unit}`] ?? words[unit] ?? 'something a newer version of Shortlist knows'
}

/** An item of a list: "stage". */
export const itemWord = (unit: string): string => itemWords[unit] ?? 'entry'
export const itemFieldWord = (field: string): string => itemFieldWords[field] ?? 'details'

/** What a whole path speaks of: "name of a stage". */
export function pathWords(collection: string, path: string): string {
  const { unit, itemId, field } = parseUnitPath(path)
  if (itemId === null) return unitWords(collection, unit)
  return field === null ? itemWord(unit) : `${itemFieldWord(field)} of a ${itemWord(unit)}`
}
