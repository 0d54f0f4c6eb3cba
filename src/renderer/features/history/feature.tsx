import { History, Trash2 } from 'lucide-react'
import type { CollectionName } from '#shared/domain/model/collections'
import type { CommandContext, Feature, PaletteCommand } from '../../replica/feature.ts'
import { HistorySheet } from './history-sheet.tsx'
import { showHistory } from './history-state.ts'

const places: readonly (readonly [pattern: RegExp, collection: CollectionName, title: string])[] = [
  [/\/candidates\/([0-9a-f-]{36})$/, 'candidates', 'Show the history of this candidate'],
  [/\/(?:pipeline|jobs)\/([0-9a-f-]{36})(?:\/|$)/, 'jobs', 'Show the history of this job'],
]

function historyCommands({ me, go }: CommandContext): readonly PaletteCommand[] {
  const isStaff = me.role === 'owner' || me.role === 'recruiter'
  return [...recordCommands(), ...(isStaff ? [{ id: 'history.deleted', title: 'Deleted records', subtitle: 'See what was deleted and bring it back', section: 'Record', icon: <Trash2 aria-hidden="true" />, keywords: ['trash', 'bin', 'restore', 'undelete', 'removed', 'erased', 'erasure', 'gdpr'], run: () => go('/deleted') }] : [])]
}

/** The record on the screen, by its address; a card too, where the address names one. */
function recordCommands(): readonly PaletteCommand[] {
  const { pathname, search } = globalThis.location
  const icon = <History aria-hidden="true" />
  const found = places.flatMap(([pattern, collection, title]): PaletteCommand[] => {
    const id = pattern.exec(pathname)?.[1]
    return id === undefined ? [] : [{ id: `history.${collection}`, title, section: 'Record', icon, keywords: ['versions', 'changes', 'restore', 'who'], run: () => showHistory({ collection, id }) }]
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
