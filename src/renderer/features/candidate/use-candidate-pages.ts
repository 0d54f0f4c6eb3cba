import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Candidate } from '#shared/domain/model/candidate'
import { useReplica } from '../../replica/react.tsx'
import type { DocumentChange, Replica, ReplicaQuery } from '../../replica/replica.ts'

/** What the list is narrowed to. `null` and '' mean anything. */
export type CandidateFilter = Readonly<{ nameStart: string; ownerId: string | null; sourceId: string | null; tag: string | null }>

const pageSize = 100

/** "ana be" → "Ana Be": names are kept as written, and an index compares letter by letter. */
function asWritten(typed: string): string {
  return typed === typed.toLowerCase() ? typed.replaceAll(/(^|[\s'-])(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase()) : typed
}

export function matches(candidate: Candidate, filter: CandidateFilter): boolean {
  return candidate.mergedIntoId === null && candidate.erasedAtMs === null
    && candidate.fullName.startsWith(asWritten(filter.nameStart.trimStart()))
    && (filter.ownerId === null || candidate.ownerId === filter.ownerId)
    && (filter.sourceId === null || candidate.sourceId === filter.sourceId)
    && (filter.tag === null || candidate.tags.includes(filter.tag))
}

type Where = NonNullable<ReplicaQuery<'candidates'>['where']>

function whereOf(filter: CandidateFilter, from: string): Where {
  const begins = asWritten(filter.nameStart.trimStart())
  return {
    fullName: { $gte: from > begins ? from : begins, ...(begins === '' ? {} : { $lte: `${begins}\uffff` }) },
    ...(filter.ownerId === null ? {} : { ownerId: filter.ownerId }),
    ...(filter.sourceId === null ? {} : { sourceId: filter.sourceId }),
    ...(filter.tag === null ? {} : { tags: { $elemMatch: { $eq: filter.tag } } }),
  }
}

const byName = (a: Candidate, b: Candidate): number => (a.fullName < b.fullName ? -1 : a.fullName > b.fullName ? 1 : a.id < b.id ? -1 : 1)

/** How far was read: the last name, and the records of that name that were read already. */
type Cursor = Readonly<{ name: string; ids: readonly string[] }>
const start: Cursor = { name: '', ids: [] }

/** The next page after a cursor: keyset by name; records that share the last name are read again and left out. */
async function readPage(replica: Replica, filter: CandidateFilter, { name, ids }: Cursor): Promise<Readonly<{ rows: readonly Candidate[]; cursor: Cursor | null }>> {
  const limit = pageSize + ids.length
  const read = await replica.find('candidates', { where: whereOf(filter, name), sort: ['fullName'], limit })
  const rows = read.filter(candidate => !ids.includes(candidate.id) && matches(candidate, filter))
  const lastName = read.at(-1)?.fullName ?? ''
  return { rows, cursor: read.length < limit ? null : { name: lastName, ids: read.filter(candidate => candidate.fullName === lastName).map(candidate => candidate.id) } }
}

/** Rows as they are after some changes. What sorts behind the last row belongs to a page that is not read yet. */
function patched(rows: readonly Candidate[], changes: Iterable<DocumentChange<'candidates'>>, filter: CandidateFilter, isLast: boolean): readonly Candidate[] {
  const next = new Map(rows.map(row => [row.id, row]))
  const end = isLast ? null : rows.at(-1)
  for (const { id, document } of changes) {
    if (!document || !matches(document, filter)) next.delete(id)
    else if (next.has(id) || !end || byName(document, end) < 0) next.set(id, document)
  }
  return [...next.values()].toSorted(byName)
}

export type CandidatePages = Readonly<{ kind: 'loading' | 'failed' | 'ready'; rows: readonly Candidate[]; isLast: boolean; more: () => void }>

/** Candidates by name, a page at a time, kept up to date with what changes here or comes from colleagues. */
export function useCandidatePages(filter: CandidateFilter): CandidatePages {
  const replica = useReplica()
  const [state, setState] = useState<Omit<CandidatePages, 'more'>>({ kind: 'loading', rows: [], isLast: false })
  const latest = useRef(state)
  const readings = useRef(0)
  const heard = useRef<DocumentChange<'candidates'>[]>([])
  useEffect(() => { latest.current = state })
  const { nameStart, ownerId, sourceId, tag } = filter
  const wanted = useMemo(() => ({ nameStart, ownerId, sourceId, tag }), [nameStart, ownerId, sourceId, tag])
  const cursor = useRef<Cursor | null>(start)
  const read = useCallback(async (shown: readonly Candidate[], isStopped: () => boolean) => {
    readings.current++
    try {
      let rows = shown
      // A page of merged records shows nothing: read on until something is seen or everything was read.
      while (rows.length === shown.length && cursor.current !== null) {
        const page = await readPage(replica, wanted, cursor.current)
        if (isStopped()) return
        cursor.current = page.cursor
        const known = new Set(rows.map(row => row.id))
        rows = [...rows, ...page.rows.filter(row => !known.has(row.id))].toSorted(byName)
      }
      const isLast = cursor.current === null
      // What changed while the pages were read is newer than they are.
      setState({ kind: 'ready', rows: patched(rows, heard.current.splice(0), wanted, isLast), isLast })
    } catch {
      if (!isStopped()) setState({ kind: 'failed', rows: shown, isLast: true })
    } finally {
      readings.current--
    }
  }, [replica, wanted])
  useEffect(() => {
    let stopped = false
    cursor.current = start
    heard.current = []
    void read([], () => stopped)
    const changes = replica.changes('candidates').subscribe(batch => {
      if (readings.current > 0) heard.current.push(...batch)
      setState(now => (now.kind === 'ready' ? { ...now, rows: patched(now.rows, batch, wanted, now.isLast) } : now))
    })
    return () => {
      stopped = true
      changes.unsubscribe()
    }
  }, [read, replica, wanted])
  const more = useCallback(() => {
    const { kind, rows, isLast } = latest.current
    if (kind === 'ready' && !isLast && readings.current === 0) void read(rows, () => false)
  }, [read])
  return { ...state, more }
}
