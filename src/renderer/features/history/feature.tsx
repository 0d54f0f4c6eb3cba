import { History, Trash2 } from 'lucide-react'
import { scorecardId } from '#shared/domain/commands/scorecard'
import type { CollectionName } from '#shared/domain/model/collections'
import type { Person } from '#shared/domain/model/person'
import { offerId } from '#shared/domain/offers/approvals'
import type { CommandContext, Feature, PaletteCommand } from '../../replica/feature.ts'
import { showHistory } from '../../replica/shown-history.ts'
import { HistorySheet } from './history-sheet.tsx'

type Asker = Readonly<{ me: Person; workspaceId: string }>
type Place = readonly [pattern: RegExp, collection: CollectionName, what: string, idOf?: (named: string, asker: Asker) => string]

/** Which records a screen shows, by its address. */
const places: readonly Place[] = [
  [/\/candidates\/([0-9a-f-]{36})$/, 'candidates', 'this candidate'],
  [/\/(?:pipeline|jobs)\/([0-9a-f-]{36})(?:\/|$)/, 'jobs', 'this job'],
  [/\/interviews\/([0-9a-f-]{36})$/, 'interviews', 'this interview'],
  [/\/interviews\/([0-9a-f-]{36})$/, 'scorecards', 'your scorecard', (interview, { me }) => scorecardId(interview, me.id)],
  [/\/applications\/([0-9a-f-]{36})\/offer$/, 'offers', 'this offer', offerId],
  [/\/availability\/([0-9a-f-]{36})$/, 'people', 'this colleague’s record'],
  [/\/(?:you|availability)()$/, 'people', 'your own record', (_, { me }) => me.id],
  [/\/settings(?:\/[a-z]+)?()$/, 'settings', 'the settings', (_, { workspaceId }) => workspaceId],
]

function historyCommands({ me, go, replica }: CommandContext): readonly PaletteCommand[] {
  const isStaff = me.role === 'owner' || me.role === 'recruiter'
  return [...recordCommands({ me, workspaceId: replica.identity.workspaceId }), ...(isStaff ? [{ id: 'history.deleted', title: 'Deleted records', subtitle: 'See what was deleted and bring it back', section: 'Record', icon: <Trash2 aria-hidden="true" />, keywords: ['trash', 'bin', 'restore', 'undelete', 'removed', 'erased', 'erasure', 'gdpr'], run: () => go('/deleted') }] : [])]
}

/** The record on the screen, by its address; a card too, where the address names one. */
function recordCommands(asker: Asker): readonly PaletteCommand[] {
  const { pathname, search } = globalThis.location
  const icon = <History aria-hidden="true" />
  const found = places.flatMap(([pattern, collection, what, idOf]): PaletteCommand[] => {
    const named = pattern.exec(pathname)?.[1]
    if (named === undefined) return []
    const id = idOf ? idOf(named, asker) : named
    return [{ id: `history.${collection}`, title: `Show the history of ${what}`, section: 'Record', icon, keywords: ['versions', 'changes', 'restore', 'who'], run: () => showHistory({ collection, id }) }]
  })
  const application = new URLSearchParams(search).get('application')
  return application === null ? found : [...found, { id: 'history.application', title: 'Show the history of this application', section: 'Record', icon, run: () => showHistory({ collection: 'applications', id: application }) }]
}

export const feature: Feature = {
  id: 'history',
  routes: [
    { path: '/history/:collection/:id', load: () => import('./history-screen.tsx').then(module => ({ Screen: module.HistoryScreen })) },
    { path: '/deleted', load: () => import('./deleted-screen.tsx').then(module => ({ Screen: module.DeletedScreen })) },
  ],
  commands: historyCommands,
  parts: { Background: HistorySheet },
}
