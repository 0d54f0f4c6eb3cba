import { isOwed, type CardSlot } from './panel.ts'
import type { Cell, Debrief, DebriefRow, Tally } from './matrix.ts'

/** One thing to talk about, and about whom. */
export type AgendaItem =
  | Readonly<{ kind: 'split'; applicationId: string; tally: Tally }>
  | Readonly<{ kind: 'disputed'; applicationId: string; columnKey: string; cell: Cell }>
  | Readonly<{ kind: 'missingCard'; applicationId: string; slot: CardSlot }>
  | Readonly<{ kind: 'unsupported'; applicationId: string; columnKey: string; cell: Cell }>
  | Readonly<{ kind: 'unheard'; applicationId: string; columnKey: string }>
  | Readonly<{ kind: 'decide'; applicationId: string }>

const kinds: readonly AgendaItem['kind'][] = ['split', 'disputed', 'missingCard', 'unsupported', 'unheard', 'decide']

function itemsOf(row: DebriefRow, { columns }: Debrief, isDecided: boolean): readonly AgendaItem[] {
  const applicationId = row.application.id
  if (row.slots.every(slot => slot.state === 'expected')) return []
  const cells = columns.flatMap(({ key }) => {
    const cell = row.cells.get(key)
    return cell ? [{ columnKey: key, cell }] : []
  })
  return [
    ...(row.tally.isSplit ? [{ kind: 'split' as const, applicationId, tally: row.tally }] : []),
    ...cells.filter(({ cell }) => cell.isDisputed).map(each => ({ kind: 'disputed' as const, applicationId, ...each })),
    ...row.slots.filter(isOwed).map(slot => ({ kind: 'missingCard' as const, applicationId, slot })),
    ...cells.filter(({ cell }) => cell.unsupported > 0).map(each => ({ kind: 'unsupported' as const, applicationId, ...each })),
    ...cells.filter(({ cell }) => cell.n === 0 && cell.unheard > 0).map(({ columnKey }) => ({ kind: 'unheard' as const, applicationId, columnKey })),
    ...(isDecided || row.cards.length === 0 ? [] : [{ kind: 'decide' as const, applicationId }]),
  ]
}

const spreadOf = (item: AgendaItem): number => ('cell' in item ? item.cell.spread : 0)

/** The meeting's list: where people disagree comes first, the widest first, then what is missing, then what is to be decided. */
export function agendaOf(debrief: Debrief, decidedIds: ReadonlySet<string>): readonly AgendaItem[] {
  return debrief.rows.flatMap(row => itemsOf(row, debrief, decidedIds.has(row.application.id)))
    .toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || spreadOf(b) - spreadOf(a))
}
