import type { Content } from '#shared/domain/merge/units'
import { documentSchemas, type CollectionName } from '#shared/domain/model/collections'
import type { ValueNames } from '#shared/domain/value-words'
import type { Directory } from './directory.ts'
import type { Replica } from './replica.ts'

export type RecordKey = Readonly<{ collection: string; id: string }>
export const recordKey = ({ collection, id }: RecordKey): string => `${collection}/${id}`

const isCollection = (name: string): name is CollectionName => Object.hasOwn(documentSchemas, name)

/** Records of several collections, by `recordKey`. What is not here is left out. */
export async function loadRecords(replica: Replica, wanted: readonly RecordKey[]): Promise<ReadonlyMap<string, Content>> {
  const found = new Map<string, Content>()
  const groups = [...Map.groupBy(wanted, key => key.collection)].filter(([collection]) => isCollection(collection))
  await Promise.all(groups.map(async ([collection, keys]) => {
    const records = await replica.getMany(collection as CollectionName, keys.map(key => key.id))
    for (const [id, record] of records) found.set(recordKey({ collection, id }), record as unknown as Content)
  }))
  return found
}

/** The names of candidates by id, for those that are here. */
export async function loadCandidateNames(replica: Replica, ids: readonly (string | null | undefined)[]): Promise<ReadonlyMap<string, string>> {
  const known = await replica.getMany('candidates', ids.filter(id => typeof id === 'string'))
  return new Map([...known].map(([id, { fullName }]) => [id, fullName]))
}

/** How ids are said to the person at this device. */
export function valueNames({ me, people, jobs, settings }: Directory, candidates: ReadonlyMap<string, string>): ValueNames {
  const lists = settings ? [settings.sources, settings.departments, settings.locations, settings.employmentTypes, settings.levels] : []
  return {
    person: id => people.get(id)?.name ?? null,
    candidate: id => candidates.get(id) ?? null,
    job: id => jobs.get(id)?.title ?? null,
    stage: (jobId, stageId) => jobs.get(jobId)?.stages.find(stage => stage.id === stageId)?.name ?? null,
    reason: id => settings?.rejectionReasons.find(reason => reason.id === id)?.name ?? null,
    choice: id => lists.flat().find(value => value.id === id)?.name ?? null,
    zone: me.zone,
  }
}

/** The screen on which a record is seen. */
export function recordPath(collection: string, id: string, references: Readonly<{ candidateId: string | null; jobId: string | null; applicationId?: string | null }>): string | null {
  const { candidateId, jobId, applicationId = null } = references
  switch (collection) {
    case 'candidates': return `/candidates/${id}`
    case 'applications': return candidateId === null ? null : `/candidates/${candidateId}?application=${id}`
    case 'jobs': return `/pipeline/${id}`
    case 'interviews': return `/calendar?interview=${id}`
    case 'offers': return applicationId === null ? '/offers' : `/applications/${applicationId}/offer`
    case 'people': case 'settings': return '/settings'
    default: return candidateId === null ? jobId === null ? null : `/pipeline/${jobId}` : `/candidates/${candidateId}`
  }
}
