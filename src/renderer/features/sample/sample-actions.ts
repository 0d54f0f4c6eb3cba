import { openSample, removeSample, type SampleFound } from '#shared/domain/sample/generate-sample'
import type { Change } from '#shared/domain/commands/change'
import type { Settings } from '#shared/domain/model/settings'
import { createId } from '#shared/lib/ids'
import type { Replica, Written } from '../../replica/replica.ts'
import { sayProblem } from '../../replica/say-problem.ts'
import { toast } from '../../ui/overlays/toast.tsx'

/** Small enough that the screen stays quick between two writes. */
const chunkSize = 120

async function writeInChunks(replica: Replica, changes: readonly Change[]): Promise<() => Promise<void>> {
  const written: Written[] = []
  for (let at = 0; at < changes.length; at += chunkSize) written.push(await replica.write(changes.slice(at, at + chunkSize)))
  return async () => {
    for (const each of written.toReversed()) await each.undo()
  }
}

/** Says a failure in its own words; nothing of what was written is lost. */
async function saying(run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    toast({ text: sayProblem(error), tone: 'bad' })
  }
}

async function settingsOf(replica: Replica): Promise<Settings | null> {
  return await replica.get('settings', replica.identity.workspaceId)
}

/** Opens the sample workspace, unless there is one. */
export async function openSampleWorkspace(replica: Replica, go: (path: string) => void): Promise<void> {
  await saying(async () => {
    const settings = await settingsOf(replica)
    if (!settings) return
    if (settings.sampleImportId === null) {
      const changes = openSample({ sampleImportId: createId(), actorId: replica.identity.personId, nowMs: Date.now(), settings })
      const undo = await writeInChunks(replica, changes)
      toast({ text: 'Sample workspace opened: 4 jobs and 61 made-up people.', tone: 'good', action: { label: 'Undo', run: () => { void saying(undo) } } })
    }
    go('/pipeline')
  })
}

async function findSample(replica: Replica, importId: string): Promise<SampleFound> {
  const [jobs, candidates, applications, notes, activities] = await Promise.all([
    replica.find('jobs', { where: { importId } }), replica.find('candidates', { where: { importId } }), replica.find('applications', { where: { importId } }),
    replica.find('notes', { where: { importId } }), replica.find('activities', { where: { importId } }),
  ])
  const jobIds = new Set(jobs.map(({ id }) => id))
  const interviews = (await replica.find('interviews', {})).filter(interview => jobIds.has(interview.jobId))
  return { jobs, candidates, applications, notes, activities, interviews }
}

/** Removes the sample in one step. */
export async function removeSampleWorkspace(replica: Replica): Promise<void> {
  await saying(async () => {
    const settings = await settingsOf(replica)
    if (!settings || settings.sampleImportId === null) return
    const undo = await writeInChunks(replica, removeSample(await findSample(replica, settings.sampleImportId), settings))
    toast({ text: 'Sample workspace removed.', tone: 'good', action: { label: 'Undo', run: () => { void saying(undo) } } })
  })
}
