import { Kbd } from '../display/kbd.tsx'
import { Dialog } from '../overlays/dialog.tsx'
import { listKeys } from './list-keys.ts'
import type { ActiveShortcut } from './shortcut-registry.ts'
import styles from './shortcut-help.module.css'

export type ShortcutHelpProps = {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** From useShortcutList(), taken where the help is opened: inside the dialog the list is the dialog's own. */
  shortcuts: readonly ActiveShortcut[]
}

/** What holds on every screen comes after what the screen itself offers. */
const usual: readonly string[] = ['Go to', 'General']

/** Every key that does something now, by section: the screen's own first, then the frame's, then those of lists and dialogs. */
export function helpSections(shortcuts: readonly ActiveShortcut[]): ReadonlyMap<string, readonly Pick<ActiveShortcut, 'keys' | 'title' | 'section'>[]> {
  const shown = shortcuts.filter(({ isHidden }) => !isHidden).toSorted((a, b) => usual.indexOf(a.section) - usual.indexOf(b.section))
  const offered = new Set(shortcuts.filter(({ keys }) => keys.startsWith('mod+')).map(({ keys }) => keys))
  return Map.groupBy([...shown, ...listKeys.filter(({ keys }) => !offered.has(keys))], ({ section }) => section)
}

export function ShortcutHelp({ isOpen, onOpenChange, shortcuts }: ShortcutHelpProps) {
  const sections = helpSections(shortcuts)
  return (
    <Dialog title="Keyboard shortcuts" size="lg" isOpen={isOpen} onOpenChange={onOpenChange}>
      <div className={styles.columns}>
        {[...sections].map(([section, list]) => (
          <section key={section} className={styles.section}>
            <h3 className={styles.title}>{section}</h3>
            <dl className={styles.list}>
              {list.map(({ keys, title }) => (
                <div key={keys} className={styles.row}><dt>{title}</dt><dd><Kbd keys={keys} /></dd></div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
