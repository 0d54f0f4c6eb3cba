import './zod-settings.ts'
import '../ui/tokens.css'
import '../ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { openBridge } from '../bridge/bridge.ts'
import { keepPageOffline } from '../bridge/keep-page-offline.ts'
import { applyTheme, getTheme } from '../ui/theme.ts'
import { whenIdle } from '../ui/when-idle.ts'
import { App } from './app.tsx'
import { ErrorBoundary } from './error-boundary.tsx'

applyTheme(getTheme())
const bridge = openBridge(window)
// What keeps the page for a start with no network looks for a newer one: after the start, not in its way.
if (bridge.kind === 'web' && import.meta.env.PROD) void whenIdle(3_000, 1_000).then(() => keepPageOffline(navigator.serviceWorker))
// Browsers clear storage of sites nobody asked them to keep; unsent changes must not be among it.
void navigator.storage?.persist?.()

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ErrorBoundary resetKey="app"><App bridge={bridge} /></ErrorBoundary>
  </StrictMode>,
)
