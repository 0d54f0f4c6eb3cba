import '../../../../src/renderer/ui/tokens.css'
import '../../../../src/renderer/ui/base.css'
import { Inbox, Keyboard, LayoutGrid, Plus, Search, Settings, Sun } from 'lucide-react'
import { StrictMode, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Button } from '../../../../src/renderer/ui/actions/button.tsx'
import { IconButton } from '../../../../src/renderer/ui/actions/icon-button.tsx'
import { StatusDot } from '../../../../src/renderer/ui/display/status-dot.tsx'
import { ShortcutHelp } from '../../../../src/renderer/ui/keyboard/shortcut-help.tsx'
import { useShortcutList, useShortcuts } from '../../../../src/renderer/ui/keyboard/use-shortcuts.ts'
import { AppFrame } from '../../../../src/renderer/ui/layout/app-frame.tsx'
import { CommandPalette } from '../../../../src/renderer/ui/overlays/command-palette.tsx'
import { ToastRegion } from '../../../../src/renderer/ui/overlays/toast.tsx'
import { getTheme, setTheme } from '../../../../src/renderer/ui/theme.ts'
import { Basics } from './basics.tsx'
import { DataPage } from './data-page.tsx'
import { Fields } from './fields.tsx'

const PAGES = { '#basics': 'Basics', '#fields': 'Fields', '#data': 'Data' } as const
type Page = keyof typeof PAGES

function Gallery() {
  const [page, setPage] = useState<Page>(() => (location.hash in PAGES ? (location.hash as Page) : '#basics'))
  const [isPaletteOpen, setPaletteOpen] = useState(false)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const [helpList, setHelpList] = useState<ReturnType<typeof useShortcutList>>([])
  const list = useShortcutList()
  const go = (href: string) => { location.hash = href; setPage(href as Page) }
  useShortcuts('gallery', [
    { keys: 'mod+k', title: 'Open commands', section: 'General', run: () => setPaletteOpen(true) },
    { keys: '?', title: 'Show shortcuts', section: 'General', run: () => { setHelpList(list); setHelpOpen(true) } },
    { keys: 'g b', title: 'Go to basics', section: 'Go', run: () => go('#basics') },
    { keys: 'g f', title: 'Go to fields', section: 'Go', run: () => go('#fields') },
    { keys: 'g d', title: 'Go to data', section: 'Go', run: () => go('#data') },
  ])
  const commands = useMemo(() => Array.from({ length: 300 }, (_, n) => ({ id: `c${n}`, title: ['Open river report', 'Move stone', 'Write letter', 'Plan a walk', 'Find a map'][n % 5] + ` ${n}`, subtitle: n % 3 ? undefined : 'Valley', section: n % 2 ? 'Actions' : 'Go to', icon: <LayoutGrid />, ...(n < 3 ? { shortcut: 'g b' } : {}), run: () => undefined })), [])
  return (
    <>
      <AppFrame
        brand="Gallery"
        sidebarTop={<Button icon={<Search />} size="md" onPress={() => setPaletteOpen(true)}>Search</Button>}
        nav={[{ id: 'a', items: [
          { href: '#basics', title: 'Basics', icon: <Inbox />, badge: 4, badgeLabel: '4 new', isCurrent: page === '#basics' },
          { href: '#fields', title: 'Fields', icon: <Keyboard />, isCurrent: page === '#fields' },
          { href: '#data', title: 'Data', icon: <LayoutGrid />, isCurrent: page === '#data' },
        ] }, { id: 'b', title: 'More', items: [{ href: '#settings', title: 'Settings', icon: <Settings /> }] }]}
        onNavigate={go}
        sidebarFooter={<StatusDot status="ok" label="All saved" isLabelShown />}
        header={<><h1 style={{ fontSize: 'var(--text-md)', flex: 1 }}>{PAGES[page]}</h1><IconButton label="Change theme" icon={<Sun />} onPress={() => setTheme(getTheme() === 'dark' ? 'light' : 'dark')} /><Button variant="primary" icon={<Plus />}>New</Button></>}
      >
        {page === '#basics' ? <Basics /> : page === '#fields' ? <Fields /> : <DataPage />}
      </AppFrame>
      <CommandPalette isOpen={isPaletteOpen} onOpenChange={setPaletteOpen} commands={commands} />
      <ShortcutHelp isOpen={isHelpOpen} onOpenChange={setHelpOpen} shortcuts={helpList} />
      <ToastRegion />
    </>
  )
}

createRoot(document.getElementById('root')!).render(<StrictMode><Gallery /></StrictMode>)
