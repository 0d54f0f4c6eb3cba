import { Kbd } from '../display/kbd.tsx'
import { Dialog } from '../overlays/dialog.tsx'
import type { ActiveShortcut } from './shortcut-registry.ts'
import styles from './shortcut-help.module.css'

export type ShortcutHelpProps = {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** From useShortcutList(), taken where the help is opened: inside the dialog the list is the dialog's own. */
  shortcuts: readonly ActiveShortcut[]
}

export function ShortcutHelp({ isOpen, onOpenChange, shortcuts }: ShortcutHelpProps) {
  const sections = Map.groupBy(shortcuts.filter((shortcut) => !shortcut.isHidden), (shortcut) => shortcut.section)
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
