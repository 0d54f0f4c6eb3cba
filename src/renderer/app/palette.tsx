import { useCallback, useMemo } from 'react'
import type { CommandContext, PaletteCommand } from '../replica/feature.ts'
import { CommandPalette } from '../ui/overlays/command-palette.tsx'
import { features } from './features.ts'

export type PaletteProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void; context: CommandContext; own: readonly PaletteCommand[] }

/** Where one can go and what every feature offers. */
export function featureCommands(context: CommandContext): readonly PaletteCommand[] {
  const places = features.flatMap(({ id, nav }): PaletteCommand[] => (nav && (nav.isShown?.(context.me) ?? true)
    ? [{ id: `go.${id}`, title: nav.title, section: 'Go to', icon: nav.icon, run: () => context.go(nav.path), ...(nav.shortcut ? { shortcut: nav.shortcut } : {}) }]
    : []))
  return [...features.flatMap(feature => feature.commands?.(context) ?? []), ...places]
}

export function Palette({ isOpen, onOpenChange, context, own }: PaletteProps) {
  const { replica, me, may, go } = context
  const commands = useMemo(() => (isOpen ? [...featureCommands({ replica, me, may, go }), ...own] : []), [isOpen, replica, me, may, go, own])
  const provider = useCallback(async (query: string, signal: AbortSignal) => {
    const found = await Promise.all(features.flatMap(feature => feature.search?.({ replica, me, may, go }, query, signal) ?? []))
    return found.flat().map(command => ({ ...command }))
  }, [replica, me, may, go])
  return <CommandPalette isOpen={isOpen} onOpenChange={onOpenChange} commands={commands} provider={provider} placeholder="Search people and jobs, or type an action" />
}
