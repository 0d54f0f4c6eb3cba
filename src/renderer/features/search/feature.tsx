import { Search } from 'lucide-react'
import type { CommandContext, Feature, PaletteCommand } from '../../replica/feature.ts'
import { kindIcons, kindTitles } from './hit-icon.tsx'
import { pathOfHit } from './hit-path.ts'
import { SearchBackground } from './search-background.tsx'
import { searchOf } from './search-of.ts'

const perKind = 6

/** The palette's results: the best of each kind, and a way to all of them. */
async function searchPalette({ replica, go }: CommandContext, query: string, signal: AbortSignal): Promise<readonly PaletteCommand[]> {
  const { hits, totals } = await searchOf(replica).ask(query, perKind)
  if (signal.aborted) return []
  const found = hits.map((hit): PaletteCommand => ({
    id: `${hit.kind}:${hit.id}`, title: hit.title, section: kindTitles[hit.kind], icon: kindIcons[hit.kind], run: () => go(pathOfHit(hit)), ...(hit.subtitle && { subtitle: hit.subtitle }),
  }))
  const total = Object.values(totals).reduce((sum, count) => sum + count, 0)
  if (total <= found.length) return found
  return [...found, { id: 'search.all', title: `All ${total.toLocaleString()} results for “${query}”`, section: 'Search', icon: <Search aria-hidden="true" />, run: () => go(`/search?q=${encodeURIComponent(query)}`) }]
}

export const feature: Feature = {
  id: 'search',
  // The frame's own search button stands at the top of the sidebar: a link beside it would be the same word twice.
  commands: ({ go }) => [{ id: 'search.open', title: 'Search everything', section: 'Go to', shortcut: '/', keywords: ['find', 'results'], icon: <Search aria-hidden="true" />, run: () => go('/search') }],
  routes: [{ path: '/search', load: () => import('./search-screen.tsx').then(module => ({ Screen: module.SearchScreen })) }],
  search: searchPalette,
  parts: { Background: SearchBackground },
}
