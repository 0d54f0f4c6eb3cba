import { z } from 'zod'
import type { Sort } from '../../../ui/data/table.tsx'
import { noFilter, type CardFilter } from '../data/card-filter.ts'
import { usualColumns } from './list-columns.tsx'

/** A way of looking at the list: what is kept when a person saves a view. */
export type ListView = Readonly<{ filter: CardFilter; sort: Sort; columns: readonly string[] }>

const texts = z.array(z.string().max(200)).max(200)
const viewSchema = z.object({
  filter: z.object({
    text: z.string().max(200), status: z.enum(['active', 'rejected', 'withdrawn', 'hired', 'all']), stageIds: texts, tags: texts, sourceIds: texts, ownerIds: texts, jobIds: texts,
  }),
  sort: z.object({ columnId: z.string().max(40), direction: z.enum(['ascending', 'descending']) }),
  columns: texts,
})

export const usualView: ListView = { filter: noFilter, sort: { columnId: 'days', direction: 'descending' }, columns: usualColumns }

/** A saved view as it was kept, or the usual one where an older version wrote something else. */
export function parseView(query: unknown): ListView {
  const parsed = viewSchema.safeParse(query)
  return parsed.success ? parsed.data : usualView
}
