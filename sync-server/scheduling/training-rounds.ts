import type { Interview } from '#shared/domain/model/interview'
import type { Job } from '#shared/domain/model/job'
import type { Person } from '#shared/domain/model/person'
import type { Settings } from '#shared/domain/model/settings'
import { complete } from '#shared/domain/model/later-fields'
import { stepsDue } from '#shared/domain/scheduling/training'
import { Rounds } from '../clock/rounds.ts'
import type { Database, Tx } from '../db/database.ts'
import { lockWorkspace } from '../db/lock-workspace.ts'
import type { RecordPort } from './ports.ts'

export type TrainingOptions = Readonly<{ db: Database; record: RecordPort; now: () => number; onFailure: (cause: unknown) => void; everyMs?: number }>

/** Lets trainees go on once they have sat in the seat as often as is asked; a person can take it back. */
export class TrainingRounds {
  readonly #options: TrainingOptions
  readonly #rounds: Rounds

  constructor(options: TrainingOptions) {
    this.#options = options
    this.#rounds = new Rounds(() => this.#lookAll(), { everyMs: options.everyMs ?? 300_000, onFailure: options.onFailure })
  }

  /** Looks at once, then every few minutes: interviews end all day. */
  start(): void {
    void this.look()
    this.#rounds.start()
  }

  stop(): Promise<void> {
    return this.#rounds.stop()
  }

  look(): Promise<void> {
    return this.#rounds.run()
  }

  async #lookAll(): Promise<void> {
    const { db, record, now } = this.#options
    for (const { id } of await db.query<{ id: string }>('select id from workspaces')) {
      const tell = await db.transaction(async tx => {
        // The lock orders this among all writers, so that what is counted is what stands.
        await lockWorkspace(tx, id)
        const due = await readDue(tx, id, now())
        return due.length === 0 ? null : record.write(id, null, due.map(({ personId, trainings }) => ({ collection: 'people' as const, id: personId, content: { trainings } })), tx)
      })
      tell?.()
    }
  }
}

/** Reads nothing but the trainees as long as there are none, and then only interviews a trainee sat at. */
async function readDue(tx: Tx, workspaceId: string, nowMs: number): Promise<ReturnType<typeof stepsDue>> {
  const read = async <T>(collection: string, where: string, ...values: readonly unknown[]): Promise<T[]> =>
    (await tx.query<{ content: T }>(`select content from documents where workspace_id = $1 and collection = '${collection}' and not deleted and ${where}`, [workspaceId, ...values])).map(row => row.content)
  const people = await read<Person>('people', `(content->'trainings' @> '[{"level":"shadow"}]' or content->'trainings' @> '[{"level":"reverseShadow"}]')`)
  if (people.length === 0) return []
  const interviews = await read<Interview>('interviews', `(content->'seats' @> '[{"role":"shadow"}]' or content->'seats' @> '[{"role":"reverseShadow"}]') and (content->>'endMs')::bigint <= $2::bigint`, nowMs)
  const jobs = await read<Job>('jobs', 'id = any($2::uuid[])', [...new Set(interviews.map(interview => interview.jobId))])
  const [settings] = await read<Settings>('settings', 'id = $1')
  if (!settings) return []
  return stepsDue(people, complete('settings', settings).interviewSkills, { interviews, jobs: new Map(jobs.map(job => [job.id, complete('jobs', job)])), nowMs })
}
