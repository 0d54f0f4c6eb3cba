import { useQuery } from '@tanstack/react-query'
import { combineLatest, from, map, switchMap } from 'rxjs'
import { z } from 'zod'
import type { Content } from '#shared/domain/merge/units'
import type { ValueNames } from '#shared/domain/value-words'
import { errorCode } from '#shared/lib/app-error'
import { useDirectory, useLive, useReplica } from '../../replica/react.tsx'
import { loadCandidateNames, valueNames } from '../../replica/record-names.ts'
import { sayCode } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import type { HistoryOf } from '../../replica/shown-history.ts'

const entrySchema = z.object({
  revision: z.int(), kind: z.enum(['new', 'edit', 'delete', 'revive', 'restore', 'server']), personId: z.string().nullable(), device: z.string(), atMs: z.number(),
  changes: z.record(z.string(), z.tuple([z.json().optional().transform(value => value ?? null), z.json().optional().transform(value => value ?? null)])),
})
/** The answer of GET /api/history/:collection/:id, newest first. */
const historySchema = z.object({ entries: z.array(entrySchema) })
export type HistoryEntry = z.infer<typeof entrySchema>

export type HistoryAnswer = Readonly<
  | { kind: 'loading' } | { kind: 'failed'; say: string; retry: () => void }
  | { kind: 'ready'; entries: readonly HistoryEntry[]; record: Content | null; names: ValueNames; isRefreshing: boolean }
>

const sayFailure = (code: string): string => (code === 'server.unreachable'
  ? 'The history is not kept on this computer. It opens here when you are online again.'
  : code === 'request.not_found' || code === 'document.unknown' ? 'There is no history of this for you. It may not have been shared yet, or you may not see it.' : sayCode(code))

const idIn = (record: Content | null, field: string): string | null => (typeof record?.[field] === 'string' ? record[field] : null)

/** The history from the server, the record and the names from this device. */
export function useHistory({ collection, id }: HistoryOf): HistoryAnswer {
  const replica = useReplica()
  const directory = useDirectory()
  const query = useQuery({
    queryKey: ['history', collection, id], retry: false, networkMode: 'always', staleTime: 0,
    queryFn: ({ signal }) => serverRequest('GET', `/api/history/${collection}/${id}`, historySchema, undefined, signal),
  })
  const live = useLive(() => replica.watchOne(collection, id).pipe(switchMap(record => combineLatest([
    from([record as Content | null]), from(loadCandidateNames(replica, [collection === 'candidates' ? id : idIn(record as Content | null, 'candidateId'), idIn(record as Content | null, 'mergedIntoId')])),
  ])), map(([record, candidates]) => ({ record, candidates }))), [replica, collection, id])
  if (query.isPending || live.kind === 'loading') return { kind: 'loading' }
  const retry = (): void => { void query.refetch() }
  if (!query.data) return { kind: 'failed', say: sayFailure(errorCode(query.error)), retry }
  if (live.kind === 'failed') return { kind: 'failed', say: 'This could not be read from this computer.', retry }
  return { kind: 'ready', entries: query.data.entries, record: live.value.record, names: valueNames(directory, live.value.candidates), isRefreshing: query.isFetching }
}
