import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { connectionsSchema, connectorsSchema, healthSummarySchema, reviewSchema, type Connection } from '#shared/contract/integrations'
import { useDirectory } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { toast } from '../../ui/overlays/toast.tsx'

const base = '/api/integrations'

/** What can be connected. */
export const useConnectors = () => useQuery({
  queryKey: ['integrations', 'connectors'], staleTime: 300_000, queryFn: ({ signal }) => serverRequest('GET', `${base}/connectors`, connectorsSchema, undefined, signal),
})

/** Connections with their settings: the owner's to read. */
export const useConnections = (isOwner: boolean) => useQuery({
  queryKey: ['integrations', 'connections'], enabled: isOwner, queryFn: ({ signal }) => serverRequest('GET', `${base}/connections`, connectionsSchema, undefined, signal),
})

/** How each connection stands; asked again while the screen is open, and at once when the record says that one stands otherwise. */
export function useHealth() {
  const { settings } = useDirectory()
  const standing = settings?.integrations?.map(({ id, state }) => `${id} ${state}`).join() ?? ''
  return useQuery({
    queryKey: ['integrations', 'health', standing], refetchInterval: 10_000, placeholderData: keepPreviousData, queryFn: ({ signal }) => serverRequest('GET', `${base}/health`, healthSummarySchema, undefined, signal),
  })
}

/** What the owner looks through once a month. */
export const useReview = (isOwner: boolean) => useQuery({
  queryKey: ['integrations', 'review'], enabled: isOwner, queryFn: ({ signal }) => serverRequest('GET', `${base}/review`, reviewSchema, undefined, signal),
})

/** Lists a connection that was just made, before everything about it is read again. */
export function useListConnection(): (connection: Connection) => void {
  const queries = useQueryClient()
  return connection => {
    queries.setQueryData<Readonly<{ connections: readonly Connection[] }>>(['integrations', 'connections'], known => known && { ...known, connections: [...known.connections.filter(each => each.id !== connection.id), connection] })
  }
}

/**
 * A change on the server: what is shown is read again, a refusal is said. It is pending until that is read; `onDone` runs at
 * once, for what need not wait for it.
 */
export function useServerChange<Input, Answer>(change: (input: Input) => Promise<Answer>, said?: (answer: Answer) => string, onDone?: (answer: Answer) => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async answer => {
      onDone?.(answer)
      if (said) toast({ text: said(answer), tone: 'good' })
      await queries.invalidateQueries({ queryKey: ['integrations'] })
    },
    onError: error => { toast({ text: sayProblem(error), tone: 'bad' }) },
  })
}
