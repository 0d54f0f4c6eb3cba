import { CloudCheck, RefreshCw } from 'lucide-react'
import type { Feature } from '../../replica/feature.ts'
import { showSyncPanel } from './panel-state.ts'
import { SyncIndicator, SyncMark } from './sync-indicator.tsx'
import { SyncPanel } from './sync-panel.tsx'

export const feature: Feature = {
  id: 'sync',
  routes: [],
  commands: ({ replica }) => [
    { id: 'sync.panel', title: 'Show what waits to be shared', section: 'General', keywords: ['sync', 'offline', 'saved', 'waiting', 'clock'], icon: <CloudCheck aria-hidden="true" />, run: () => showSyncPanel(true) },
    { id: 'sync.now', title: 'Share changes now', section: 'General', keywords: ['sync', 'try', 'connect'], icon: <RefreshCw aria-hidden="true" />, run: () => replica.sync.now() },
  ],
  parts: { SidebarFooter: SyncIndicator, FoldedMark: SyncMark, Background: SyncPanel },
}
