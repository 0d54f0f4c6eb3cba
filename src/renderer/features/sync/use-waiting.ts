import { auditTime, startWith, switchMap, type Observable } from 'rxjs'
import type { Content } from '#shared/domain/merge/units'
import { recordTitle } from '#shared/domain/record-title'
import { useDirectory, useLive, useReplica, type Live } from '../../replica/react.tsx'
import { loadCandidateNames, loadRecords, recordKey, valueNames } from '../../replica/record-names.ts'
import type { Replica } from '../../replica/replica.ts'
import type { WaitingDocument } from '../../replica/sync-view.ts'

/** The most rows that are named; the rest is counted. */
const mostNamed = 60

type Loaded = Readonly<{ waiting: readonly WaitingDocument[]; records: ReadonlyMap<string, Content>; candidates: ReadonlyMap<string, string>; more: number }>
export type NamedWaiting = Readonly<{ entry: WaitingDocument; title: string }>
export type Waiting = Readonly<{ named: readonly NamedWaiting[]; refused: readonly NamedWaiting[]; timelineLines: number; more: number }>

async function load(replica: Replica): Promise<Loaded> {
  const all = await replica.sync.panel()
  const shown = all.filter(entry => entry.collection !== 'activities' || entry.problem !== null).slice(0, mostNamed)
  const records = await loadRecords(replica, shown)
  const contentOf = (entry: WaitingDocument) => entry.content ?? records.get(recordKey(entry))
  const candidates = await loadCandidateNames(replica, shown.map(entry => contentOf(entry)?.['candidateId'] as string | undefined))
  const hidden = all.filter(entry => entry.collection !== 'activities' || entry.problem !== null).length - shown.length
  return { waiting: all, records, candidates, more: hidden }
}

function watchWaiting(replica: Replica): Observable<Loaded> {
  return replica.sync.state$.pipe(auditTime(120), startWith(null), switchMap(() => load(replica)))
}

/** What waits and what was not taken, each by the name of its record. */
export function useWaiting(): Live<Waiting> {
  const replica = useReplica()
  const directory = useDirectory()
  const live = useLive(() => watchWaiting(replica), [replica])
  if (live.kind !== 'ready') return live
  const { waiting, records, candidates, more } = live.value
  const names = valueNames(directory, candidates)
  const name = (entry: WaitingDocument): NamedWaiting =>
    ({ entry, title: recordTitle(entry.collection, entry.content ?? records.get(recordKey(entry)) ?? null, names) })
  const rows = waiting.filter(entry => entry.problem === null && entry.collection !== 'activities').slice(0, mostNamed)
  return {
    kind: 'ready',
    value: {
      named: rows.map(name), refused: waiting.filter(entry => entry.problem !== null).map(name), more,
      timelineLines: waiting.filter(entry => entry.problem === null && entry.collection === 'activities').length,
    },
  }
}
