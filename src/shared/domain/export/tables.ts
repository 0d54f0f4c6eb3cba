import type { Documents } from '../model/collections.ts'

/** How ids are said in the tables. Empty where this person may not see the record. */
export type TableNames = Readonly<{
  person: (id: string | null) => string; candidate: (id: string | null) => string; job: (id: string | null) => string
  stage: (jobId: string | null, stageId: string | null) => string; choice: (id: string | null) => string
}>

type Cell = string | number | boolean | null
type Columns<D> = Readonly<Record<string, (document: D, names: TableNames) => Cell>>

const when = (ms: number | null): string => (ms === null ? '' : new Date(ms).toISOString())
const pay = (value: Readonly<{ amountMinor: number; currency: string }> | null): string => (value ? `${(value.amountMinor / 100).toFixed(2)} ${value.currency}` : '')

const candidates: Columns<Documents['candidates']> = {
  Id: d => d.id, Name: d => d.fullName, 'E-mail': d => d.emails.join('; '), Phone: d => d.phones.join('; '), Links: d => d.links.join('; '), Headline: d => d.headline, Title: d => d.title,
  Company: d => d.company, Location: d => d.location, Tags: d => d.tags.join('; '), Source: (d, n) => n.choice(d.sourceId), 'Source note': d => d.sourceNote, Owner: (d, n) => n.person(d.ownerId),
  Summary: d => d.summary, 'Work history': d => d.employments.map(job => `${job.title} at ${job.company} (${job.start ?? ''} to ${job.end ?? 'now'})`).join('; '),
  Education: d => d.educations.map(each => `${each.degree}, ${each.school}`).join('; '), 'Expected pay': d => pay(d.expectedCompensation), Files: d => d.files.map(file => file.name).join('; '), 'Added at': d => when(d.createdAtMs),
}
const applications: Columns<Documents['applications']> = {
  Id: d => d.id, Candidate: (d, n) => n.candidate(d.candidateId), 'Candidate id': d => d.candidateId, Job: (d, n) => n.job(d.jobId), Stage: (d, n) => n.stage(d.jobId, d.stageId), Status: d => d.status,
  'In stage since': d => when(d.stageEnteredAtMs), 'Rejection reason': (d, n) => n.choice(d.rejectionReasonId), 'Rejection note': d => d.rejectionNote, 'Start date': d => d.hiredStartDate ?? '',
  Source: (d, n) => n.choice(d.sourceId), Owner: (d, n) => n.person(d.ownerId), Tags: d => d.tags.join('; '), 'Applied at': d => when(d.appliedAtMs),
}
const jobs: Columns<Documents['jobs']> = {
  Id: d => d.id, Title: d => d.title, Code: d => d.requisitionCode, Status: d => d.status, Openings: d => d.openings, Department: (d, n) => n.choice(d.departmentId), Location: (d, n) => n.choice(d.locationId),
  'Employment type': (d, n) => n.choice(d.employmentTypeId), Level: (d, n) => n.choice(d.levelId), Stages: d => d.stages.filter(stage => !stage.archived).map(stage => stage.name).join('; '),
  'Hiring team': (d, n) => d.hiringTeam.map(member => `${n.person(member.id)} (${member.role})`).join('; '), 'Start date': d => d.targetStartDate ?? '', Description: d => d.description, 'Closed at': d => when(d.closedAtMs), 'Opened at': d => when(d.createdAtMs),
}
const activities: Columns<Documents['activities']> = {
  Id: d => d.id, At: d => when(d.atMs), Who: (d, n) => n.person(d.actorId), What: d => d.kind, Candidate: (d, n) => n.candidate(d.candidateId), Job: (d, n) => n.job(d.jobId),
  Facts: d => Object.entries(d.facts).filter(([name]) => !name.startsWith('record')).map(([name, value]) => `${name}: ${String(value)}`).join('; '),
}
const notes: Columns<Documents['notes']> = {
  Id: d => d.id, Candidate: (d, n) => n.candidate(d.candidateId), Author: (d, n) => n.person(d.authorId), 'Seen by': d => d.visibility, Title: d => d.title, Text: d => d.plain, 'Written at': d => when(d.createdAtMs),
}
const people: Columns<Documents['people']> = {
  Id: d => d.id, Name: d => d.name, 'E-mail': d => d.email, Role: d => d.role, Active: d => d.active, Title: d => d.title, Phone: d => d.phone, 'Time zone': d => d.zone, Skills: d => d.skills.join('; '),
}
const interviews: Columns<Documents['interviews']> = {
  Id: d => d.id, Candidate: (d, n) => n.candidate(d.candidateId), Job: (d, n) => n.job(d.jobId), Name: d => d.name, Start: d => when(d.startMs), End: d => when(d.endMs), 'Time zone': d => d.zone,
  Interviewers: (d, n) => d.seats.map(seat => n.person(seat.personId)).join('; '), Confirmed: d => d.confirmed, Cancelled: d => d.cancelled, 'Cancel reason': d => d.cancelReason,
}
const scorecards: Columns<Documents['scorecards']> = {
  Id: d => d.id, Candidate: (d, n) => n.candidate(d.candidateId), Job: (d, n) => n.job(d.jobId), Author: (d, n) => n.person(d.authorId), Recommendation: d => d.recommendation ?? '',
  Ratings: d => d.ratings.map(rating => rating.rating ?? 'no evidence').join('; '), 'Take-aways': d => d.takeaways, 'Handed in at': d => when(d.submittedAtMs),
}
const offers: Columns<Documents['offers']> = {
  Id: d => d.id, Candidate: (d, n) => n.candidate(d.candidateId), Job: (d, n) => n.job(d.jobId), Status: d => d.status, 'Status since': d => when(d.statusAtMs), Version: d => d.versions.at(-1)?.number ?? 0,
  Salary: d => pay(d.versions.at(-1)?.baseSalary ?? null), Per: d => d.versions.at(-1)?.period ?? '', Start: d => d.versions.at(-1)?.startDate ?? '',
}
const messages: Columns<Documents['messages']> = {
  Id: d => d.id, Candidate: (d, n) => n.candidate(d.candidateId), Author: (d, n) => n.person(d.authorId), To: d => d.toEmail, Subject: d => d.subject, Text: d => d.body, Cancelled: d => d.cancelled, State: d => d.delivery?.state ?? 'waiting', 'Send after': d => when(d.sendAfterMs),
}

/** Collections that also come as a table, with their columns. */
export const tables = { candidates, applications, jobs, activities, notes, people, interviews, scorecards, offers, messages } as const
export type TableName = keyof typeof tables
export const hasTable = (name: string): name is TableName => Object.hasOwn(tables, name)

export function tableHead(name: TableName): readonly string[] {
  return Object.keys(tables[name])
}

/** One document as a record of its table. */
export function tableRow(name: TableName, document: Documents[TableName], names: TableNames): readonly string[] {
  const columns = tables[name] as Columns<Documents[TableName]>
  return Object.values(columns).map(cell => String(cell(document, names) ?? ''))
}
