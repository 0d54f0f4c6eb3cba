import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openDatabase } from '#renderer/replica/store/open-database.ts'
import { Outbox, keyOf } from '#renderer/replica/sync/outbox.ts'
import type { LocalDocument } from '#shared/domain/merge/local-document'
import { createId } from '#shared/lib/ids'
import { runsOf } from '#tests/support/runs-of'

const names = ['candidates', 'applications', 'activities', 'notes'] as const
const fieldsOf = { fullName: 'Ana', jobId: 'j', status: 'active', stageId: 's', candidateId: 'c', newestFirst: 1 }

function waiting(id: string, sinceMs: number, created: boolean): LocalDocument {
  return { content: { id, ...fieldsOf }, sync: { revision: 0, dirty: 1, operation: 'o', sinceMs, atMs: sinceMs, created, deleted: false, pending: {} } }
}

const settled = (local: LocalDocument | null): LocalDocument => ({ ...local!, sync: { ...local!.sync, dirty: 0, sinceMs: null, created: false, revision: 1 } })

/** Some wait, some were sent meanwhile, some are under way, and some are being written again. */
const step = fc.record({
  name: fc.constantFrom(...names), sinceMs: fc.nat(40), created: fc.boolean(), fate: fc.constantFrom('waits', 'waits', 'waits', 'sent', 'underWay', 'held', 'rewritten'),
})

test('what is sent next is the beginning of all that may be sent, in order, and the oldest is known, whatever came and went', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.nat(12), async (steps, limit) => {
    const { database, stores } = await openDatabase({ name: `outbox-${createId()}`, storage: 'memory', collections: names, cipher: null, isShared: false, onUnreadable: () => {} })
    try {
      const outbox = new Outbox()
      await outbox.start([...stores.values()])
      const underWay = new Set<string>()
      for (const { name, sinceMs, created, fate } of steps) {
        const id = createId()
        await stores.get(name)!.step(id, () => waiting(id, sinceMs, created))
        outbox.oldestMs()
        if (fate === 'sent') await stores.get(name)!.step(id, settled)
        if (fate === 'rewritten') await stores.get(name)!.step(id, () => waiting(id, sinceMs + 7, created))
        if (fate === 'underWay') underWay.add(keyOf(name, id))
        if (fate === 'held') outbox.hold([keyOf(name, id)])
      }
      const all = outbox.entries()
      expect(all).toHaveLength(steps.filter(each => each.fate !== 'sent').length)
      expect(outbox.oldestMs()).toBe(all.length === 0 ? null : Math.min(...all.map(entry => entry.sinceMs)))
      const mayGo = outbox.free(all.filter(entry => !underWay.has(keyOf(entry.collection, entry.id))))
      expect(outbox.ready(key => underWay.has(key), limit)).toEqual(mayGo.slice(0, limit))
    } finally {
      await database.close()
    }
  }), runsOf(40))
})
