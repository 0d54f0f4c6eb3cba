import type { Database, Tx } from '#server/db/database'
import { commitPushes } from '#server/replication/push'
import { pullPage } from '#server/replication/pull'
import type { PulledRow, PushResult } from '#shared/contract/sync-protocol'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Interview } from '#shared/domain/model/interview'
import type { Job } from '#shared/domain/model/job'
import { collectionNames } from '#shared/domain/model/collections'
import { createId } from '#shared/lib/ids'
import { makeApplication, makeCandidate, makeJob, newRow, openWorkspace, testNowMs, type TestWorkspace } from '#tests/support/workspace'
import { Laptop } from './laptop.ts'
import type { Step } from './steps.ts'

class ServerKilled extends Error {}

/** A database whose server process dies after so many more statements of a transaction. */
function dyingAfter(db: Database, statements: number): Database {
  return {
    ...db,
    transaction: work => db.transaction(tx => {
      let left = statements
      const orDie = <T>(statement: () => Promise<T>): Promise<T> => {
        left -= 1
        return left < 0 ? Promise.reject(new ServerKilled()) : statement()
      }
      const { conclude } = tx
      const dying: Tx = {
        query: (text, params) => orDie(() => tx.query(text, params)),
        ...(conclude && { conclude: (text, params) => orDie(() => conclude(text, params)) }),
      }
      return work(dying)
    }),
  }
}

/** Every value somebody wrote that the record must still know, in its place, its history or a conflict. */
export type Written = Readonly<{ laptop: number; document: string; value: string }>

/** A workspace, its laptops, and everything they wrote. */
export class World {
  readonly workspace: TestWorkspace
  readonly laptops: readonly Laptop[]
  readonly job: Job
  readonly candidates: readonly Candidate[]
  readonly applications: readonly Application[]
  readonly written: Written[] = []
  /** Values whose record left its author's laptop before they were sent. */
  readonly bereft = new Set<string>()
  #counter = 0
  #clockMs = testNowMs

  private constructor(workspace: TestWorkspace, job: Job, candidates: readonly Candidate[], applications: readonly Application[]) {
    const { owner, recruiter, coordinator, hiringManager } = workspace.members
    this.workspace = workspace
    this.job = job
    this.candidates = candidates
    this.applications = applications
    this.laptops = [owner, recruiter, coordinator, hiringManager].map(member => new Laptop(member))
  }

  static async open(db: Database): Promise<World> {
    const workspace = await openWorkspace(db)
    const { recruiter, hiringManager } = workspace.members
    const job = makeJob({ openings: 1, hiringTeam: [{ id: hiringManager.personId, role: 'hiringManager' }] })
    const candidates = [makeCandidate({ fullName: 'Ana' }), makeCandidate({ fullName: 'Ben', importId: createId() })]
    const applications = candidates.map(candidate => makeApplication(job, candidate))
    await workspace.push(recruiter, [newRow('jobs', job), ...candidates.map(each => newRow('candidates', each)), ...applications.map(each => newRow('applications', each))])
    const world = new World(workspace, job, candidates, applications)
    for (const laptop of world.laptops) await world.pull(laptop)
    return world
  }

  async run(step: Step): Promise<void> {
    const laptop = this.laptops[step.laptop % this.laptops.length]!
    this.#clockMs += step.clockMs ?? 1_000
    switch (step.kind) {
      case 'edit': return this.#edit(laptop, step)
      case 'book': return this.#book(laptop, step.target, step.slot)
      case 'send': return this.send(laptop, step.fate)
      case 'pull': return this.pull(laptop)
      case 'delete': return this.#delete(laptop)
    }
  }

  #unique(laptop: Laptop, document: string): string {
    this.#counter += 1
    const value = `w${this.#counter}`
    this.written.push({ laptop: this.laptops.indexOf(laptop), document, value })
    return value
  }

  /** What a person takes back themselves before it was sent is not lost: nobody else ever knew of it. */
  #takeBack(laptop: Laptop, shown: unknown): void {
    const text = JSON.stringify(shown ?? null)
    const index = this.laptops.indexOf(laptop)
    for (const { laptop: author, value } of this.written) if (author === index && text.includes(`"${value}"`)) this.bereft.add(value)
  }

  #delete(laptop: Laptop): void {
    const { id } = this.candidates[1]!
    this.#takeBack(laptop, laptop.get('candidates', id)?.content)
    laptop.delete('candidates', id, this.#clockMs)
  }

  #edit(laptop: Laptop, step: Extract<Step, { kind: 'edit' }>): void {
    const candidate = this.candidates[step.target % 2]!
    const application = this.applications[step.target % 2]!
    const mine = laptop.shown('candidates', candidate.id)
    const nowMs = this.#clockMs
    if (step.field === 'headline' && mine) this.#takeBack(laptop, mine.content['headline'])
    if (step.field === 'headline' && mine) return laptop.edit('candidates', candidate.id, { headline: this.#unique(laptop, candidate.id) }, nowMs)
    if (step.field === 'tag' && mine) {
      const tags = mine.content['tags'] as string[]
      return laptop.edit('candidates', candidate.id, { tags: [...tags, this.#unique(laptop, candidate.id)] }, nowMs)
    }
    if (step.field === 'work' && mine) {
      const employments = mine.content['employments'] as object[]
      return laptop.edit('candidates', candidate.id, { employments: [...employments, { id: createId(), company: this.#unique(laptop, candidate.id), title: '', start: null, end: null, summary: '' }] }, nowMs)
    }
    if (step.field === 'secret' && mine) return laptop.edit('candidates', candidate.id, { expectedCompensation: { amountMinor: 777_000, currency: 'EUR' } }, nowMs)
    if (step.field === 'private' && mine) {
      const isPrivate = mine.content['privateTo'] !== null
      return laptop.edit('candidates', candidate.id, { privateTo: isPrivate ? null : [laptop.member.personId] }, nowMs)
    }
    const job = laptop.get('jobs', this.job.id)
    if (step.field === 'team' && job) {
      const team = job.content['hiringTeam'] as object[]
      const manager = { id: this.workspace.members.hiringManager.personId, role: 'hiringManager' }
      return laptop.edit('jobs', this.job.id, { hiringTeam: team.length > 0 ? [] : [manager] }, nowMs)
    }
    if (!laptop.get('applications', application.id)) return undefined
    const move = { movedById: laptop.member.personId, stageEnteredAtMs: nowMs }
    if (step.field === 'move') return laptop.edit('applications', application.id, { ...move, stageId: this.job.stages[step.target % 3]!.id }, nowMs)
    if (step.field === 'hire') return laptop.edit('applications', application.id, { ...move, status: 'hired', hiredStartDate: '2026-12-01' }, nowMs)
    if (step.field === 'reject') this.#takeBack(laptop, laptop.get('applications', application.id)!.content['rejectionNote'])
    if (step.field === 'reject') return laptop.edit('applications', application.id, { ...move, status: 'rejected', rejectionNote: this.#unique(laptop, application.id) }, nowMs)
    return undefined
  }

  #book(laptop: Laptop, target: number, slot: number): void {
    const application = this.applications[target % 2]!
    if (!laptop.get('applications', application.id)) return
    const startMs = testNowMs + (slot % 3) * 1_800_000
    const interview: Interview = {
      id: createId(), loopId: createId(), candidateId: application.candidateId, applicationId: application.id, jobId: this.job.id, sessionId: null,
      name: this.#unique(laptop, 'interview'), startMs, endMs: startMs + 3_600_000, seats: [{ personId: this.workspace.members.interviewer.personId, role: 'interviewer' }],
      roomId: null, cancelled: false, cancelReason: '', limitReason: '', zone: 'Europe/Berlin', bookedById: laptop.member.personId, video: 'none', kitId: null, kitVersion: null,
      confirmed: false, joinUrl: null, icalUid: null, icalSequence: 0, invites: [], elsewhere: null, createdAtMs: this.#clockMs,
    }
    laptop.create('interviews', interview, this.#clockMs)
  }

  /** Sends what waits. The request, the answer or the server may be lost on the way. */
  async send(laptop: Laptop, fate: Extract<Step, { kind: 'send' }>['fate']): Promise<void> {
    const letter = laptop.write()
    if (!letter || fate.kind === 'requestLost') return
    const db = fate.kind === 'serverKilled' ? dyingAfter(this.workspace.db, fate.afterStatements) : this.workspace.db
    const times = fate.kind === 'duplicated' ? 2 : 1
    let results: readonly PushResult[] | null = null
    for (let time = 0; time < times; time += 1) {
      try {
        const committed = await commitPushes(db, this.workspace.workspaceId, [{ ...laptop.member, rows: letter.rows, restoredTo: null }], this.#clockMs)
        results = committed.results[0] ?? null
      } catch (error) {
        if (!(error instanceof ServerKilled)) throw error
      }
    }
    if (!results || fate.kind === 'answerLost') return
    laptop.takeAnswers(letter, results)
    letter.rows.forEach((row, index) => {
      const result = results![index]!
      if (result.kind === 'refused' && result.conflictId === null) this.#note(JSON.stringify(row))
    })
  }

  #noteBereft(laptop: Laptop, before: string): void {
    const now = JSON.stringify([...laptop.documents.values()].map(entry => entry.local.content))
    for (const { value } of this.written) if (before.includes(`"${value}"`) && !now.includes(`"${value}"`)) this.bereft.add(value)
  }

  #note(text: string): void {
    for (const { value } of this.written) if (text.includes(`"${value}"`)) this.bereft.add(value)
  }

  async pull(laptop: Laptop): Promise<void> {
    const { db, workspaceId } = this.workspace
    for (;;) {
      const { page } = await pullPage({ tx: db, workspaceId, personId: laptop.member.personId, collections: collectionNames }, laptop.cursor)
      const before = JSON.stringify([...laptop.documents.values()].filter(entry => entry.local.sync.dirty === 1).map(entry => entry.local.content))
      laptop.takeRows(page.rows.map(row => JSON.parse(row) as PulledRow))
      this.#noteBereft(laptop, before)
      laptop.cursor = page.cursor
      if (page.done) return
    }
  }

  /** A person who lost sight of a record keeps an unsent edit to it on their own laptop, and only there. */
  mayBeBereft(value: string): boolean {
    return this.bereft.has(value)
  }

  /** Everybody online until nothing waits any more. */
  async settle(): Promise<void> {
    for (let round = 0; round < 6; round += 1) {
      for (const laptop of this.laptops) {
        await this.send(laptop, { kind: 'delivered' })
        await this.pull(laptop)
      }
      if (this.laptops.every(laptop => laptop.write() === null) && round > 0) break
    }
    for (const laptop of this.laptops) await this.pull(laptop)
  }
}
