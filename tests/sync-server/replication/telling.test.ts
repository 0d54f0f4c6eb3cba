import fc from 'fast-check'
import { expect, test } from 'vitest'
import { collectionNames } from '#shared/domain/model/collections'
import { Connection } from '#server/replication/connection'
import { rowFor, type Reader } from '#server/replication/pulled-row'
import { documentKey, type StoredDocument } from '#server/replication/stored-document'
import { Telling } from '#server/replication/telling'

const people = ['ana', 'ben', 'cem'] as const
const keys = ['everyone', 'staff', 'coordinator', 'job:1', 'job:2', ...people.map(id => `person:${id}`)]
const collections = ['candidates', 'people', 'scorecards'] as const

const keysSince = fc.uniqueArray(fc.tuple(fc.constantFrom(...keys), fc.integer({ min: 1, max: 40 })), { selector: ([key]) => key, maxLength: 4 }).map(pairs => Object.fromEntries(pairs))

const arbDocuments: fc.Arbitrary<StoredDocument[]> = fc.array(fc.record({
  collection: fc.constantFrom(...collections), revision: fc.integer({ min: 1, max: 40 }), deleted: fc.boolean(), audience: keysSince, departed: keysSince,
}), { maxLength: 8 }).map(all => all.map((each, index) => ({
  ...each, id: `0${index}`, streamRevision: 20 + (index * 7) % 20, createdRevision: 1, healedRevision: 0, unitRevisions: {}, content: { id: `0${index}`, fullName: 'Ana', email: 'a@b.example', privateNote: 'x' },
})))

const arbReader: fc.Arbitrary<Reader> = fc.record({ personId: fc.constantFrom(...people), shared: fc.subarray(keys.slice(0, 5)), lost: fc.subarray(keys.slice(0, 5)) })
  .map(({ personId, shared, lost }) => ({ personId, keys: new Set([...shared, `person:${personId}`]), everKeys: new Set([...shared, ...lost, `person:${personId}`]) }))

function lineOf(reader: Reader, sessionId: string, at: number): Connection {
  const connection = new Connection({
    socket: { send: () => undefined, close: () => undefined, bufferedAmount: 0 }, workspaceId: 'w', personId: reader.personId, sessionId, device: 'd', epoch: 'e',
    collections: collectionNames, live: true, reader, restoredTo: null,
  })
  connection.at = at
  return connection
}

test('whoever is told together with others is told what they would be told alone, in order, without what they changed themselves', () => {
  const arbLines = fc.array(fc.record({ reader: arbReader, at: fc.integer({ min: 0, max: 40 }), session: fc.integer({ min: 0, max: 3 }) }), { minLength: 1, maxLength: 6 })
  fc.assert(fc.property(arbDocuments, arbLines, fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 8, maxLength: 8 }), (documents, lines, changedBy) => {
    const origins = new Map(documents.flatMap((document, index) => (changedBy[index]! < 4 ? [[documentKey(document.collection, document.id), `s${changedBy[index]}`]] : [])))
    const telling = new Telling(documents, origins)
    const ordered = documents.toSorted((a, b) => a.streamRevision - b.streamRevision)
    for (const { reader, at, session } of lines) {
      const alone = ordered.filter(document => document.streamRevision > at && origins.get(documentKey(document.collection, document.id)) !== `s${session}`)
        .map(document => rowFor(reader, document, at)).filter(row => row !== null)
      expect(telling.rowsFor(lineOf(reader, `s${session}`, at))).toBe(alone.join(','))
    }
  }), { numRuns: 500 })
})

test('one change of one\'s own among many is told along, so that many lines share the same words; much of one\'s own is not', () => {
  const reader: Reader = { personId: 'ana', keys: new Set(['staff']), everKeys: new Set(['staff']) }
  const documents = Array.from({ length: 100 }, (_, index): StoredDocument => ({
    collection: 'candidates', id: String(index), revision: index + 1, streamRevision: index + 1, createdRevision: index + 1, healedRevision: 0, deleted: true, content: {},
    unitRevisions: {}, audience: { staff: index + 1 }, departed: {},
  }))
  const idsFor = (changedByMe: number): number => {
    const telling = new Telling(documents, new Map(documents.slice(0, changedByMe).map(document => [documentKey('candidates', document.id), 'me'])))
    return (JSON.parse(`[${telling.rowsFor(lineOf(reader, 'me', 0))}]`) as unknown[]).length
  }
  expect([1, 2, 3, 100].map(idsFor)).toEqual([100, 100, 97, 0])
})
