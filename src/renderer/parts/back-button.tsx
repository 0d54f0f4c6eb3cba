import { ArrowLeft } from 'lucide-react'
import { useLocation } from 'wouter'
import { IconButton } from '../ui/actions/icon-button.tsx'
import { useShortcuts } from '../ui/keyboard/use-shortcuts.ts'

/** The way back at the head of a screen, by the arrow and by Esc. `label` says where it leads: "Back to all jobs". */
export function BackButton({ label, to }: { label: string; to: string }) {
  const [, go] = useLocation()
  const run = () => go(to)
  useShortcuts('back', [{ keys: 'escape', title: label, section: 'Go to', run }])
  return <IconButton label={label} shortcut="escape" icon={<ArrowLeft aria-hidden="true" />} onPress={run} />
}
