import { Search } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { Desktop } from '../bridge/desktop.ts'
import type { CommandContext, Feature } from '../replica/feature.ts'
import { PageHeaderSlot } from '../replica/page-header.tsx'
import { Button } from '../ui/actions/button.tsx'
import { Kbd } from '../ui/display/kbd.tsx'
import { ShortcutHelp } from '../ui/keyboard/shortcut-help.tsx'
import { useShortcutList, useShortcuts } from '../ui/keyboard/use-shortcuts.ts'
import { AppFrame } from '../ui/layout/app-frame.tsx'
import type { Account } from './account.ts'
import { AccountMenu } from './account-menu.tsx'
import type { AppSession } from './app-session.ts'
import { CopyDoubt } from './copy-doubt.tsx'
import { features } from './features.ts'
import styles from './frame.module.css'
import { openKeys, Palette } from './palette.tsx'
import { Routes, useIdleScreens } from './routes.tsx'
import { SessionBanner } from './session-banner.tsx'
import { UpdateBanner } from './update-banner.tsx'
import { useArrival } from './use-arrival.ts'
import { useDesktopEvents } from './use-desktop-events.ts'

export type FrameProps = { session: AppSession; bridge: Desktop; account: Account; context: CommandContext }
type Nav = NonNullable<Feature['nav']>

const base = import.meta.env.BASE_URL.replace(/\/$/, '')
const footers = features.flatMap(feature => feature.parts?.SidebarFooter ?? [])
const marks = features.flatMap(feature => feature.parts?.FoldedMark ?? [])
const banners = features.flatMap(feature => feature.parts?.Banner ?? [])
const backgrounds = features.flatMap(feature => feature.parts?.Background ?? [])

export function Frame({ session, bridge, account, context }: FrameProps) {
  const { me, go } = context
  const [location] = useLocation()
  const [paletteKeys, setPaletteKeys] = useState<ReturnType<typeof useShortcutList> | null>(null)
  const [isUpdateReady, setUpdateReady] = useState(false)
  const [isLeaving, setLeaving] = useState(false)
  const [help, setHelp] = useState<ReturnType<typeof useShortcutList> | null>(null)
  const [slot, setSlot] = useState<HTMLElement | null>(null)
  const list = useShortcutList()
  const openPalette = () => setPaletteKeys(list)
  const entries = useMemo(() => features.flatMap(feature => feature.nav ?? []).filter(nav => nav.isShown?.(me) ?? true).toSorted(byOrder), [me])
  useShortcuts('frame', [
    { keys: openKeys, title: 'Search and actions', section: 'General', run: openPalette },
    { keys: '?', title: 'Keyboard shortcuts', section: 'General', run: () => setHelp(list) },
    ...entries.flatMap(nav => (nav.shortcut ? [{ keys: nav.shortcut, title: nav.title, section: 'Go to', run: () => go(nav.path) }] : [])),
  ])
  const own = useMemo(() => [
    { id: 'help.shortcuts', title: 'Keyboard shortcuts', section: 'General', shortcut: '?', run: () => setHelp(list) },
    { id: 'session.leave', title: 'Sign out of this computer', section: 'General', keywords: ['log out', 'leave'], run: () => setLeaving(true) },
  ], [list])
  useDesktopEvents(bridge, context, { openPalette, openHelp: () => setHelp(list), offerUpdate: () => setUpdateReady(true) })
  useIdleScreens()
  // A new address starts at its top. In the frame's own turn: before it, the page would be laid out once more for nothing.
  useEffect(() => {
    const turn = requestAnimationFrame(() => document.getElementById('main')?.scrollTo(0, 0))
    return () => cancelAnimationFrame(turn)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the address is what it follows
  }, [location])
  useArrival(location)
  return (
    <PageHeaderSlot value={slot}>
      <AppFrame
        brand={<span className={styles.brand}><span className={styles.brandName}>{account.workspaceName}</span></span>}
        sidebarTop={<Button icon={<Search aria-hidden="true" />} trailing={<Kbd keys={openKeys} isDecorative />} onPress={openPalette}>Search</Button>}
        nav={[{ id: 'main', items: entries.map(nav => item(nav, location)) }]}
        onNavigate={href => go(href.startsWith(base) ? href.slice(base.length) || '/' : href)}
        foldedMark={marks.map((Mark, index) => <Mark key={index} />)}
        header={<div ref={setSlot} className={styles.slot} />}
        banner={<>{isUpdateReady && <UpdateBanner onUse={() => { void bridge.installUpdate() }} onLater={() => setUpdateReady(false)} />}<SessionBanner session={session} account={account} />{banners.map((Banner, index) => <Banner key={index} />)}</>}
        sidebarFooter={<div className={styles.foot}>{footers.map((Footer, index) => <Footer key={index} />)}<AccountMenu session={session} bridge={bridge} isLeaving={isLeaving} onLeavingChange={setLeaving} onHelp={() => setHelp(list)} /></div>}
      >
        <CopyDoubt><Routes /></CopyDoubt>
      </AppFrame>
      {backgrounds.map((Background, index) => <Background key={index} />)}
      <Palette keys={paletteKeys} onClose={() => setPaletteKeys(null)} context={context} own={own} />
      <ShortcutHelp isOpen={help !== null} onOpenChange={isOpen => { if (!isOpen) setHelp(null) }} shortcuts={help ?? []} />
    </PageHeaderSlot>
  )
}

const byOrder = (a: Nav, b: Nav): number => (a.order ?? 50) - (b.order ?? 50)

function item({ title, path, icon, Badge }: Nav, location: string) {
  const isCurrent = location === path || location.startsWith(`${path}/`)
  return { href: `${base}${path}`, title, icon, isCurrent, ...(Badge ? { badge: <Badge /> } : {}) }
}
