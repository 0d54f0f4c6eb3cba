import { finishImport, prepareImport, type ImportCounts, type NamedInDraft } from '#shared/domain/commands/import'
import type { Change } from '#shared/domain/commands/change'
import type { ChosenRow, Standing } from '#shared/domain/commands/import-chunk'
import type { ImportFacts } from '#shared/domain/commands/import-facts'
import type { CollectionName } from '#shared/domain/model/collections'
import type { Application } from '#shared/domain/model/application'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Replica } from '../../../replica/replica.ts'
import type { ImportPort } from './import-port.ts'
import type { ChunkIntent, ImportRecord, ImportShelf, SaidRow } from './import-record.ts'

export type WriteTools = Readonly<{ replica: Replica; port: ImportPort; shelf: ImportShelf; onProgress: (record: ImportRecord) => void; isCancelled: () => boolean; nowMs: () => number }>

/** How many documents one write carries: a chunk of rows at once, because each write costs a transaction per collection. */
const writeSize = 250

/** Lets input and painting go between two writes. */
const breathe = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 0))

const keyOf = (change: Change): string => (change.kind === 'create' ? change.document.id : change.id)

/**
 * Leaves out what stands already, so that a chunk may be written again after a crash: documents that exist are not
 * made again, and edits only add to what is there now.
 */
async function withoutRepeats(replica: Replica, changes: readonly Change[]): Promise<readonly Change[]> {
  const ids = Map.groupBy(changes, change => change.collection)
  const standing = new Map<CollectionName, ReadonlyMap<string, object>>()
  for (const [collection, list] of ids) standing.set(collection, await replica.getMany(collection, list.map(keyOf)))
  return changes.flatMap((change): Change[] => {
    const now = standing.get(change.collection)?.get(keyOf(change)) as Record<string, unknown> | undefined
    if (change.kind === 'create') return now ? [] : [change]
    if (change.kind === 'delete' || !now) return now ? [change] : []
    const fields = Object.fromEntries(Object.entries(change.fields).flatMap(([field, value]): [string, unknown][] => {
      const is = now[field]
      if (Array.isArray(value) && Array.isArray(is)) return [[field, [...is, ...value.filter(item => !is.some(each => JSON.stringify(each) === JSON.stringify(item)))]]]
      return is === '' || is === null ? [[field, value]] : []
    }))
    return Object.keys(fields).length > 0 ? [{ ...change, fields } as Change] : []
  })
}

async function writeAll(replica: Replica, changes: readonly Change[]): Promise<void> {
  for (let at = 0; at < changes.length; at += writeSize) {
    await replica.write(changes.slice(at, at + writeSize))
    await breathe()
  }
}

async function factsOf(replica: Replica): Promise<ImportFacts> {
  const [jobs, people, settings] = await Promise.all([replica.find('jobs', {}), replica.find('people', {}), replica.get('settings', replica.identity.workspaceId)])
  return { jobs, people, settings }
}

async function standingOf(replica: Replica, rows: readonly ChosenRow[]): Promise<Standing> {
  const ids = [...new Set(rows.flatMap(({ choice }) => (choice.kind === 'merge' ? [choice.candidateId] : [])))]
  if (ids.length === 0) return { candidates: [], applications: [] }
  const candidates: Candidate[] = [...(await replica.getMany('candidates', ids)).values()]
  const applications: Application[] = (await Promise.all(ids.map(candidateId => replica.find('applications', { where: { candidateId } })))).flat()
  return { candidates, applications }
}

function countOf(counts: ImportCounts, said: readonly SaidRow[]): ImportCounts {
  const next: Record<keyof ImportCounts, number> = { ...counts }
  for (const { effect } of said) next[effect] += 1
  return next
}

async function buildIntent(tools: WriteTools, record: ImportRecord, facts: ImportFacts): Promise<ChunkIntent> {
  const { replica, port, shelf } = tools
  const rows = await shelf.rows(record.run.importId, record.nextChunk)
  const { changes, outcomes } = await port.ask('chunk', { rows, standing: await standingOf(replica, rows), run: record.run, facts })
  const all = outcomes.map(({ effect, said }, at): SaidRow => {
    const { row } = rows[at]!
    return { line: row.line, name: row.draft.fullName, effect: row.verdict === 'invalid' ? 'invalid' : effect, said }
  })
  return { chunk: record.nextChunk, changes, counts: countOf(record.counts, all), said: all.filter(each => each.said.length > 0 || each.effect === 'skipped' || each.effect === 'invalid') }
}

/** The jobs and sources that the rows name, each pair once: a large file's rows are never all in memory for it. */
async function namedIn(shelf: ImportShelf, { run, chunkCount }: ImportRecord): Promise<readonly NamedInDraft[]> {
  const named = new Map<string, NamedInDraft>()
  for (let chunk = 0; chunk < chunkCount; chunk++) {
    for (const { choice, row: { draft: { jobTitle, source } } } of await shelf.rows(run.importId, chunk)) if (choice.kind !== 'skip') named.set(JSON.stringify([jobTitle, source]), { jobTitle, source })
  }
  return [...named.values()]
}

/**
 * Writes an import from where it stands to its end, chunk by chunk. Called again after a crash, a full disk or a
 * reload it goes on at the chunk that is not known to be written; nothing is made twice and nothing is left out.
 */
export async function writeImport(tools: WriteTools, from: ImportRecord): Promise<ImportRecord> {
  const { replica, shelf } = tools
  const { importId } = from.run
  let record = from
  const first = await shelf.intent(importId)
  const prepared = prepareImport(await namedIn(shelf, record), record.run, await factsOf(replica))
  // Stopped before the first row: then no job is opened for it either.
  if (!tools.isCancelled()) await writeAll(replica, await withoutRepeats(replica, prepared.changes))
  while (record.nextChunk < record.chunkCount && !tools.isCancelled()) {
    const isRepeat = first?.chunk === record.nextChunk
    const intent = isRepeat ? first : await buildIntent(tools, record, prepared.facts)
    if (!isRepeat) await shelf.putIntent(importId, intent)
    await writeAll(replica, isRepeat ? await withoutRepeats(replica, intent.changes) : intent.changes)
    await shelf.putSaid(importId, intent.chunk, intent.said)
    record = { ...record, nextChunk: record.nextChunk + 1, counts: intent.counts }
    await shelf.put(record)
    tools.onProgress(record)
  }
  const isCancelled = record.nextChunk < record.chunkCount
  await writeAll(replica, await withoutRepeats(replica, finishImport(record.run, record.fileName, record.counts, isCancelled)))
  record = { ...record, status: isCancelled ? 'cancelled' : 'finished', endedAtMs: tools.nowMs() }
  await shelf.put(record)
  await shelf.tidy(importId)
  return record
}
