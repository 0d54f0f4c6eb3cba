import { useCallback, useMemo } from 'react'
import type { CommandContext, Feature, PaletteCommand } from '../replica/feature.ts'
import type { ActiveShortcut } from '../ui/keyboard/shortcut-registry.ts'
import { CommandPalette } from '../ui/overlays/command-palette.tsx'
import { features } from './features.ts'

export type PaletteProps = {
  /** What the keys did when the palette was opened; null while it is closed. */
  keys: readonly ActiveShortcut[] | null
  onClose: () => void
  context: CommandContext
  own: readonly PaletteCommand[]
}

/**
 * Every action there is: what the screen in front offers by key, then the places in the sidebar's order, then what every
 * feature offers. An action that is also a command appears once, with its key.
 */
export function paletteCommands(keys: readonly ActiveShortcut[], commands: readonly PaletteCommand[]): readonly PaletteCommand[] {
  const isSame = (key: ActiveShortcut, command: PaletteCommand) => key.title === command.title || key.keys === command.shortcut
  const here = keys.filter(key => !key.isHidden && key.keys !== openKeys && !commands.some(command => isSame(key, command)))
  return [
    ...here.map(({ keys: shortcut, title, section, run }) => ({ id: `key.${section}.${title}`, title, section, shortcut, run })),
    ...commands.map(command => {
      const key = keys.find(each => each.title === command.title && command.shortcut === undefined)
      return key ? { ...command, shortcut: key.keys } : command
    }),
  ]
}

/** Opens the palette, so it has no place in it. */
export const openKeys = 'mod+k'
const byOrder = (a: Feature, b: Feature): number => (a.nav?.order ?? 50) - (b.nav?.order ?? 50)

/** Where one can go and what every feature offers. */
export function featureCommands(context: CommandContext): readonly PaletteCommand[] {
  const places = features.toSorted(byOrder).flatMap(({ id, nav }): PaletteCommand[] => (nav && (nav.isShown?.(context.me) ?? true)
    ? [{ id: `go.${id}`, title: nav.title, section: 'Go to', icon: nav.icon, run: () => context.go(nav.path), ...(nav.shortcut ? { shortcut: nav.shortcut } : {}) }]
    : []))
  return [...places, ...features.flatMap(feature => feature.commands?.(context) ?? [])]
}

export function Palette({ keys, onClose, context, own }: PaletteProps) {
  const { replica, me, may, go, hasSample } = context
  const commands = useMemo(() => (keys === null ? [] : paletteCommands(keys, [...featureCommands({ replica, me, may, go, hasSample }), ...own])), [keys, replica, me, may, go, hasSample, own])
  const provider = useCallback(async (query: string, signal: AbortSignal) => {
    const found = await Promise.all(features.flatMap(feature => feature.search?.({ replica, me, may, go, hasSample }, query, signal) ?? []))
    return found.flat().map(command => ({ ...command }))
  }, [replica, me, may, go, hasSample])
  return <CommandPalette isOpen={keys !== null} onOpenChange={isOpen => { if (!isOpen) onClose() }} commands={commands} provider={provider} placeholder="Search people and jobs, or type an action" />
}
