import { importedCandidateId, importedId } from '#shared/domain/commands/import'
import type { ImportTraces } from '#shared/domain/commands/undo-import'
import type { Activity } from '#shared/domain/model/activity'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Note } from '#shared/domain/model/note'
import type { Replica } from '../../../replica/replica.ts'

const page = 500
const since = { applications: 'they were put on another job', notes: 'somebody wrote a note', interviews: 'an interview was booked', scorecards: 'a scorecard was begun', offers: 'an offer was made', messages: 'a message was written' } as const

const activityWords: Readonly<Partial<Record<Activity['kind'], string>>> = {
  'stage.moved': 'they were moved to another stage', 'candidate.edited': 'somebody edited the profile', 'candidate.tagged': 'somebody changed the tags', 'candidate.merged': 'another record was merged into it',
  'file.added': 'a file was added', 'application.rejected': 'they were turned away', 'application.hired': 'they were hired',
}

/** Everything an import made, found by the ids that follow from it: no search through the whole workspace. */
export async function gatherTraces(replica: Replica, importId: string, rows: number): Promise<ImportTraces> {
  const candidates: Candidate[] = []
  const applications: Application[] = []
  const notes: Note[] = []
  const activities: Activity[] = []
  for (let from = 0; from < rows; from += page) {
    const ordinals = Array.from({ length: Math.min(page, rows - from) }, (_, at) => from + at)
    const [people, cards, texts, lines] = await Promise.all([
      replica.getMany('candidates', ordinals.map(at => importedCandidateId(importId, at))), replica.getMany('applications', ordinals.map(at => importedId(importId, 'application', at))),
      replica.getMany('notes', ordinals.map(at => importedId(importId, 'note', at))),
      replica.getMany('activities', ordinals.flatMap(at => [importedId(importId, 'added', at), importedId(importId, 'applied', at), importedId(importId, 'edited', at)])),
    ])
    candidates.push(...people.values()); applications.push(...cards.values()); notes.push(...texts.values()); activities.push(...lines.values())
  }
  const made = new Set(candidates.map(({ id }) => id))
  const changedIds = [...new Set([...activities, ...applications, ...notes].flatMap(({ candidateId }) => (candidateId === null || made.has(candidateId) ? [] : [candidateId])))]
  const changed = [...(await replica.getMany('candidates', changedIds)).values()]
  const jobs = await replica.find('jobs', { where: { importId } })
  const jobLines = (await Promise.all(jobs.map(job => replica.find('activities', { where: { jobId: job.id } })))).flat()
  const settings = await replica.get('settings', replica.identity.workspaceId)
  return {
    importId, candidates, applications, notes, changed, jobs, settings,
    activities: [...activities, ...jobLines.filter(line => line.importId === importId && line.candidateId === null)],
    since: [...await findSince(replica, importId, candidates), ...await findOnJobs(replica, importId, jobs.map(({ id }) => id), jobLines)],
    // Ids made for this import start with its time; a source's does too.
    sourceIds: settings?.sources.map(({ id }) => id).filter(id => id.slice(0, 14) === `${importId.slice(0, 13)}-`) ?? [],
  }
}

/** What has come to hang on the imported people: their ids lie side by side, so one range of each index tells. */
async function findSince(replica: Replica, importId: string, candidates: readonly Candidate[]): Promise<ImportTraces['since']> {
  if (candidates.length === 0) return []
  const made = new Set(candidates.map(({ id }) => id))
  const where = { candidateId: { $gte: `${importId.slice(0, 13)}-`, $lte: `${importId.slice(0, 13)}~` } } as const
  const [lines, cards, notes, interviews, scorecards, offers, messages] = await Promise.all([
    replica.find('activities', { where }), replica.find('applications', { where }), replica.find('notes', { where }), replica.find('interviews', { where }),
    replica.find('scorecards', { where }), replica.find('offers', { where }), replica.find('messages', { where }),
  ])
  const others = ([['applications', cards], ['notes', notes], ['interviews', interviews], ['scorecards', scorecards], ['offers', offers], ['messages', messages]] as const)
    .flatMap(([collection, found]) => (found as readonly { candidateId: string; importId?: string | null }[])
      .filter(each => each.importId !== importId && made.has(each.candidateId)).map(each => ({ on: each.candidateId, what: since[collection] })))
  const told = lines.filter(line => line.importId !== importId && line.candidateId !== null && made.has(line.candidateId))
    .map(line => ({ on: line.candidateId!, what: activityWords[line.kind] ?? 'somebody worked on the record' }))
  return [...told, ...others]
}

async function findOnJobs(replica: Replica, importId: string, jobIds: readonly string[], lines: readonly Activity[]): Promise<ImportTraces['since']> {
  const cards = (await Promise.all(jobIds.map(jobId => replica.find('applications', { where: { jobId } })))).flat()
  return [
    ...cards.filter(card => card.importId !== importId).map(card => ({ on: card.jobId, what: 'somebody else was put on the job' })),
    ...lines.filter(line => line.importId !== importId && line.candidateId === null && line.jobId !== null).map(line => ({ on: line.jobId!, what: 'the job was edited' })),
  ]
}
