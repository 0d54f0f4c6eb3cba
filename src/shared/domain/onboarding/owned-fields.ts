import { listWords } from '../../lib/list-words.ts'
import type { Job } from '../model/job.ts'
import type { IntegrationSummary } from '../model/onboarding.ts'

/** What of a job another system may own once somebody is hired on it: the name in the register of owners, and the job's own field. */
export const ownedJobFields = { jobTitle: 'title', department: 'departmentId', workLocation: 'locationId', employmentType: 'employmentTypeId', level: 'levelId' } as const satisfies Readonly<Record<string, keyof Job>>

/** What follows its owner once somebody is hired; any other field that another system owns is only never written there. */
export const followedFields: readonly string[] = ['startDate', ...Object.keys(ownedJobFields)]

const words: Readonly<Record<string, string>> = { startDate: 'first day', jobTitle: 'title', department: 'department', workLocation: 'location', employmentType: 'employment type', level: 'level' }

type Owner = Pick<IntegrationSummary, 'title' | 'owns'>

/** The connected system that owns a field of the register; null when it is Shortlist's own. */
export function ownerOf<Each extends Owner>(field: string, integrations: readonly Each[]): Each | null {
  return integrations.find(each => each.owns?.includes(field)) ?? null
}

/** The field of the register that a unit of a record was refused for. */
function ownedFieldOf(collection: string, unit: string): string | null {
  if (collection === 'applications') return unit === 'pipeline' ? 'startDate' : null
  return collection === 'jobs' ? Object.entries(ownedJobFields).find(([, field]) => field === unit)?.[0] ?? null : null
}

/** Why a write was refused that another system owns, with that system's name, as it is now. */
export function sayOwned(collection: string, unit: string, integrations: readonly Owner[]): string {
  const field = ownedFieldOf(collection, unit)
  const owner = field === null ? null : ownerOf(field, integrations)
  if (owner === null) return 'Another system owned this field then. None does any more, so trying again can work.'
  return `${owner.title} owns the ${words[field!] ?? 'field'}. Change it there, or have the workspace owner change who owns it, under Integrations.`
}

/** What of a job with hires is not to be changed here, a sentence for each system that owns something of it. */
export function sayOwnedOfJob(integrations: readonly Owner[]): readonly string[] {
  return integrations.flatMap(({ title, owns = [] }) => {
    const own = Object.keys(ownedJobFields).filter(field => owns.includes(field)).map(field => words[field]!)
    return own.length === 0 ? [] : [`${title} owns the ${listWords(own)} of whoever was hired here: change ${own.length === 1 ? 'it' : 'them'} there, what is changed here is refused.`]
  })
}
