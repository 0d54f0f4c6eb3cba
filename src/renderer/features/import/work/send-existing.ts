import type { ExistingCandidate } from '#shared/domain/import/match-index'
import type { Replica } from '../../../replica/replica.ts'
import type { ImportPort } from './import-port.ts'

const pageSize = 1_000

/** Tells the engine who is here already, so that it finds duplicates and a repeated import finds nothing to do. */
export async function sendExisting(replica: Replica, port: ImportPort): Promise<void> {
  const jobTitles = new Map((await replica.find('jobs', {})).map(job => [job.id, job.title]))
  const jobsOf = new Map<string, string[]>()
  for await (const page of replica.all('applications', pageSize)) {
    for (const { candidateId, jobId } of page) jobsOf.set(candidateId, [...jobsOf.get(candidateId) ?? [], jobTitles.get(jobId) ?? ''])
  }
  const notesOf = new Map<string, string[]>()
  for await (const page of replica.all('notes', pageSize)) {
    for (const { candidateId, plain } of page) notesOf.set(candidateId, [...notesOf.get(candidateId) ?? [], plain])
  }
  await port.ask('forget', null)
  for await (const page of replica.all('candidates', pageSize)) {
    const existing = page.filter(each => each.mergedIntoId === null && each.erasedAtMs === null).map(({ id, fullName, emails, phones, links, tags, headline, company, title, location, summary }): ExistingCandidate =>
      ({ id, fullName, emails, phones, links, tags, headline, company, title, location, summary, jobTitles: jobsOf.get(id) ?? [], noteTexts: notesOf.get(id) ?? [] }))
    await port.ask('remember', existing)
  }
}
