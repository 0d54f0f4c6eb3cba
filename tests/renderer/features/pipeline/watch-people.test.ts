import fc from 'fast-check'
import { BehaviorSubject, Subject } from 'rxjs'
import { expect, test } from 'vitest'
import type { Candidate } from '#shared/domain/model/candidate'
import { candidateNamed } from '#tests/support/replica-documents'
import { watchPeople, type People } from '../../../../src/renderer/features/pipeline/data/watch-people.ts'
import type { DocumentChange, Replica } from '../../../../src/renderer/replica/replica.ts'

/** A disk that answers when the test says so, with what was on it when it was asked. */
function slowDisk(kept: Map<string, Candidate>) {
  const changes = new Subject<readonly DocumentChange<'candidates'>[]>()
  const answers: (() => void)[] = []
  const replica = {
    changes: () => changes,
    getMany: (_name: string, ids: readonly string[]) => {
      const read = new Map(ids.flatMap(id => (kept.has(id) ? [[id, kept.get(id)!] as const] : [])))
      return new Promise(resolve => answers.push(() => resolve(read)))
    },
  } as unknown as Replica
  return {
    replica,
    write(id: string, document: Candidate | null) {
      if (document) kept.set(id, document)
      else kept.delete(id)
      changes.next([{ id, document }])
    },
    async answer() {
      answers.shift()?.()
      await new Promise(resolve => setImmediate(resolve))
    },
  }
}

function follow(replica: Replica, ids: BehaviorSubject<ReadonlySet<string>>) {
  const seen = { latest: new Map() as People, count: 0 }
  watchPeople(replica, ids).subscribe(people => {
    seen.latest = people
    seen.count++
  })
  return seen
}

test('a candidate who arrives after the application, while the disk is asked for them, gets their name', async () => {
  const disk = slowDisk(new Map())
  const ana = candidateNamed('Ana Silva')
  const seen = follow(disk.replica, new BehaviorSubject<ReadonlySet<string>>(new Set([ana.id])))
  disk.write(ana.id, ana)
  expect(seen.count, 'nothing is shown before it is read').toBe(0)
  await disk.answer()
  expect(seen.latest.get(ana.id)?.fullName).toBe('Ana Silva')
})

test('a colleague’s change of somebody shown is heard also while somebody else is being read', async () => {
  const [ana, ben] = [candidateNamed('Ana Silva'), candidateNamed('Ben Okafor')]
  const disk = slowDisk(new Map([[ana.id, ana], [ben.id, ben]]))
  const ids = new BehaviorSubject<ReadonlySet<string>>(new Set([ana.id]))
  const seen = follow(disk.replica, ids)
  await disk.answer()
  ids.next(new Set([ana.id, ben.id]))
  disk.write(ana.id, { ...ana, fullName: 'Ana Sousa' })
  await disk.answer()
  expect([...seen.latest.values()].map(each => each?.fullName)).toEqual(['Ana Sousa', 'Ben Okafor'])
})

test('whoever is hidden is said to be not here', async () => {
  const disk = slowDisk(new Map())
  const hidden = candidateNamed('Somebody')
  const seen = follow(disk.replica, new BehaviorSubject<ReadonlySet<string>>(new Set([hidden.id])))
  await disk.answer()
  expect([...seen.latest]).toEqual([[hidden.id, null]])
})

const step = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), who: fc.nat(3), name: fc.string({ minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant('remove' as const), who: fc.nat(3) }),
  fc.record({ kind: fc.constant('follow' as const), whom: fc.uniqueArray(fc.nat(3)) }),
  fc.record({ kind: fc.constant('answer' as const) }),
)

test('in whatever order records change, are followed and are read, what is shown last is what is on the disk', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 30 }), async steps => {
    const people = ['Ana', 'Ben', 'Cem', 'Dee'].map(name => candidateNamed(name))
    const kept = new Map<string, Candidate>()
    const disk = slowDisk(kept)
    const ids = new BehaviorSubject<ReadonlySet<string>>(new Set())
    const seen = follow(disk.replica, ids)
    for (const each of steps) {
      if (each.kind === 'answer') await disk.answer()
      else if (each.kind === 'follow') ids.next(new Set(each.whom.map(index => people[index]!.id)))
      else disk.write(people[each.who]!.id, each.kind === 'write' ? { ...people[each.who]!, fullName: each.name } : null)
    }
    for (let at = 0; at <= steps.length; at++) await disk.answer()
    for (const id of ids.value) expect(seen.latest.get(id) ?? null).toEqual(kept.get(id) ?? null)
  }), { numRuns: 300 })
})
