import { useEffect, useEffectEvent } from 'react'
import type { DeepLink } from '#shared/contract/deep-link'
import type { MenuCommand } from '#shared/contract/ipc'
import type { Desktop } from '../bridge/desktop.ts'
import type { CommandContext } from '../replica/feature.ts'
import { toast } from '../ui/overlays/toast.tsx'
import { featureCommands } from './palette.tsx'

type Openers = Readonly<{ openPalette: () => void; openHelp: () => void; offerUpdate: () => void }>

const places: Readonly<Partial<Record<MenuCommand, string>>> = {
  settings: '/settings', 'go-board': '/pipeline', 'go-candidates': '/candidates', 'go-jobs': '/jobs', 'go-calendar': '/calendar',
  'go-conflicts': '/inbox', import: '/import', export: '/export',
}
/** Menu entries that are actions of a feature, by the id of its palette command. */
export const menuActions: Readonly<Partial<Record<MenuCommand, string>>> = { 'new-candidate': 'candidate.add', 'new-job': 'job.create', 'sync-panel': 'sync.panel' }

/** Follows links from outside and the native menu. */
export function useDesktopEvents(bridge: Desktop, context: CommandContext, { openPalette, openHelp, offerUpdate }: Openers): void {
  const open = useEffectEvent(async (link: DeepLink) => {
    const { go, replica } = context
    if (link.kind === 'candidate') return go(`/candidates/${link.id}`)
    if (link.kind === 'job') return go(`/pipeline/${link.id}`)
    if (link.kind === 'conflict') return go(`/inbox?conflict=${link.id}`)
    if (link.kind === 'interview') return go(`/calendar?interview=${link.id}`)
    const application = await replica.get('applications', link.id)
    if (application) go(`/candidates/${application.candidateId}?application=${link.id}`)
    else toast({ text: 'That is not on this computer: it may not be shared with you.', tone: 'warn' })
  })
  const obey = useEffectEvent((command: MenuCommand) => {
    if (command === 'palette' || command === 'search') return openPalette()
    if (command === 'help') return openHelp()
    if (command === 'back') return globalThis.history.back()
    if (command === 'forward') return globalThis.history.forward()
    // Undo belongs to the newest message and to the screens: they listen to the keys.
    if (command === 'undo' || command === 'redo') return pressUndo(command)
    const path = places[command]
    if (path !== undefined) return context.go(path)
    featureCommands(context).find(each => each.id === menuActions[command])?.run()
  })
  const offer = useEffectEvent(offerUpdate)
  useEffect(() => {
    const stops = [bridge.onDeepLink(link => { void open(link) }), bridge.onMenuCommand(command => obey(command)), bridge.onUpdateReady(() => offer())]
    return () => stops.forEach(stop => stop())
  }, [bridge])
}

function pressUndo(command: 'undo' | 'redo'): void {
  const isMac = /Mac/.test(navigator.platform)
  globalThis.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: !isMac, metaKey: isMac, shiftKey: command === 'redo', bubbles: true, cancelable: true }))
}
