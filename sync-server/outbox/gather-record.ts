import type { ValueList, ValueMap } from '#shared/contract/integrations'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Interview } from '#shared/domain/model/interview'
import type { Job } from '#shared/domain/model/job'
import type { Offer } from '#shared/domain/model/offer'
import type { Person } from '#shared/domain/model/person'
import type { Settings } from '#shared/domain/model/settings'
import type { HookEvent } from '../connectors/kit/connector-context.ts'
import type { RecordFieldName, RecordValues } from '../connectors/kit/record-fields.ts'
import type { Tx } from '../db/database.ts'

/** What belongs to an event, as the record has it now. */
export type Gathered = Readonly<{
  application: Application | null; candidate: Candidate | null; job: Job | null; offer: Offer | null; interview: Interview | null; settings: Settings | null
  people: ReadonlyMap<string, Person>; recordUrl: string
  /** The start date the event itself tells of: it stands when the hire was taken back meanwhile. */
  toldStartDate: string | undefined
}>

/** Reads everything an event is about. Documents were checked when they were written. */
export async function gather(tx: Tx, workspaceId: string, event: HookEvent, publicUrl: string): Promise<Gathered> {
  const one = async <T>(collection: string, id: unknown): Promise<T | null> => {
    if (typeof id !== 'string') return null
    const [row] = await tx.query<{ content: T }>('select content from documents where workspace_id = $1 and collection = $2 and id = $3 and not deleted', [workspaceId, collection, id])
    return row?.content ?? null
  }
  const application = await one<Application>('applications', event.applicationId)
  const candidateId = event.candidateId ?? application?.candidateId ?? null
  const job = await one<Job>('jobs', event.jobId ?? application?.jobId)
  const offers = event.applicationId === null ? [] : await tx.query<{ content: Offer }>(
    `select content from documents where workspace_id = $1 and collection = 'offers' and not deleted and application_id = $2 order by revision desc`, [workspaceId, event.applicationId],
  )
  const ids = [...job?.hiringTeam.map(member => member.id) ?? [], ...(application?.ownerId ? [application.ownerId] : [])]
  const people = await tx.query<{ id: string; content: Person }>(`select id, content from documents where workspace_id = $1 and collection = 'people' and not deleted and id = any($2::uuid[])`, [workspaceId, ids])
  const told = event.data['startDate'] ?? event.data['to']
  return {
    toldStartDate: typeof told === 'string' ? told : undefined, application, job, candidate: await one('candidates', candidateId), interview: await one('interviews', event.data['interviewId']), settings: await one('settings', workspaceId),
    offer: (offers.find(offer => offer.content.status === 'accepted') ?? offers[0])?.content ?? null, people: new Map(people.map(person => [person.id, person.content])),
    recordUrl: publicUrl !== '' && candidateId !== null ? `${publicUrl}/app/#open/candidate/${candidateId}` : '',
  }
}

const listFields = { department: ['departments', 'departmentId'], workLocation: ['locations', 'locationId'], employmentType: ['employmentTypes', 'employmentTypeId'], level: ['levels', 'levelId'] } as const

/** Every field with its value, whoever may have it: their value where the table of values has one. */
export function recordValues(found: Gathered, values: ValueMap): RecordValues {
  const { application, candidate, job, offer, interview, settings, people } = found
  const version = offer?.versions.find(each => each.id === offer.currentVersionId) ?? offer?.versions.at(-1)
  const listed = ([list, field]: readonly [ValueList, 'departmentId' | 'locationId' | 'employmentTypeId' | 'levelId']): string | undefined => {
    const id = field === 'employmentTypeId' ? version?.employmentTypeId ?? job?.[field] : job?.[field]
    return id ? values[list]?.[id] ?? settings?.[list].find(value => value.id === id)?.name : undefined
  }
  const member = (role: string): Person | undefined => people.get(job?.hiringTeam.find(each => each.role === role)?.id ?? '')
  const manager = member('hiringManager')
  const recruiter = people.get(application?.ownerId ?? '') ?? member('recruiter')
  const [first, ...rest] = (candidate?.fullName ?? '').trim().split(/\s+/)
  const all: Readonly<Record<RecordFieldName, string | undefined>> = {
    fullName: candidate?.fullName, firstName: first, lastName: rest.join(' '), email: candidate?.emails[0], phone: candidate?.phones[0], location: candidate?.location,
    startDate: application?.hiredStartDate ?? found.toldStartDate ?? version?.startDate, jobTitle: version?.title ?? job?.title, requisitionCode: job?.requisitionCode,
    department: listed(listFields.department), workLocation: listed(listFields.workLocation), employmentType: listed(listFields.employmentType), level: listed(listFields.level),
    stage: job?.stages.find(stage => stage.id === application?.stageId)?.name, status: application?.status, source: settings?.sources.find(source => source.id === (application?.sourceId ?? candidate?.sourceId))?.name,
    rejectionReason: settings?.rejectionReasons.find(reason => reason.id === application?.rejectionReasonId)?.name,
    managerName: manager?.name, managerEmail: manager?.email, recruiterName: recruiter?.name, recruiterEmail: recruiter?.email,
    interviewStart: interview ? new Date(interview.startMs).toISOString() : undefined, interviewTitle: interview?.name, offerStatus: offer?.status, recordUrl: found.recordUrl,
    baseSalaryMinor: version && String(version.baseSalary.amountMinor), currency: version?.baseSalary.currency, salaryPeriod: version?.period,
    bonusMinor: version?.bonus ? String(version.bonus.amountMinor) : undefined, equity: version?.equity,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== ''))
}

/** Only what the owner allows leaves; a field that the receiving system owns is not ours to write. */
export function allowOnly(values: RecordValues, fields: readonly string[]): RecordValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => fields.includes(name)))
}
