import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { deletedListSchema, deletedWholeSchema, type DeletedRecord } from '#shared/contract/deleted'
import { bringBack } from '#shared/domain/commands/bring-back'
import type { Content } from '#shared/domain/merge/units'
import { errorCode } from '#shared/lib/app-error'
import { useReplica, useStamp } from '../../replica/react.tsx'
import { sayCode } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { toast } from '../../ui/overlays/toast.tsx'

const key = ['deleted'] as const

const sayFailure = (code: string): string => (code === 'server.unreachable'
  ? 'What was deleted is not kept on this computer. It is listed here when you are online again.'
  : sayCode(code))

export type DeletedAnswer = Readonly<
  | { kind: 'loading' } | { kind: 'failed'; say: string; retry: () => void }
  | { kind: 'ready'; records: readonly DeletedRecord[]; more: (() => void) | null }
>

/** What stands deleted, page by page from the server. */
export function useDeleted(): DeletedAnswer {
  const query = useInfiniteQuery({
    queryKey: key, retry: false, networkMode: 'always', staleTime: 0, initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) => serverRequest('GET', `/api/deleted${pageParam === null ? '' : `?before=${pageParam}`}`, deletedListSchema, undefined, signal),
    getNextPageParam: page => page.next,
  })
  if (query.isPending) return { kind: 'loading' }
  if (!query.data) return { kind: 'failed', say: sayFailure(errorCode(query.error)), retry: () => { void query.refetch() } }
  return { kind: 'ready', records: query.data.pages.flatMap(page => page.records), more: query.hasNextPage && !query.isFetchingNextPage ? () => { void query.fetchNextPage() } : null }
}

/** Brings a record back with all that went with it; undo deletes it again. `busy` is the id under way. */
export function useBringBack(): Readonly<{ busy: string | null; run: (record: DeletedRecord, name: string) => void }> {
  const replica = useReplica()
  const stamp = useStamp()
  const queries = useQueryClient()
  const [busy, setBusy] = useState<string | null>(null)
  const settled = async (): Promise<void> => {
    await replica.sync.settled()
    await queries.invalidateQueries({ queryKey: key })
  }
  const run = async ({ collection, id }: DeletedRecord, name: string): Promise<void> => {
    setBusy(id)
    try {
      const { records } = await serverRequest('GET', `/api/deleted/${collection}/${id}`, deletedWholeSchema)
      const made = bringBack(records.map(each => ({ ...each, content: each.content as Content })), stamp())
      if (made.kind === 'refused') return void toast({ text: 'A part of this record is hidden from you. Ask the owner to bring it back.', tone: 'warn' })
      const written = await replica.write(made.changes)
      const undo = async (): Promise<void> => {
        await written.undo()
        await settled()
      }
      toast({ text: `${name} is back`, tone: 'good', action: { label: 'Undo', run: () => { void undo() } } })
      await settled()
    } catch (error) {
      toast({ text: sayFailure(errorCode(error)), tone: 'bad' })
    } finally {
      setBusy(null)
    }
  }
  return { busy, run: (record, name) => { void run(record, name) } }
}
