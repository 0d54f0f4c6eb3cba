/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- ARIA widget with aria-activedescendant: native tags cannot be virtualised or hold the focus elsewhere. */
import { Search } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { Kbd } from '../display/kbd.tsx'
import { Spinner } from '../display/spinner.tsx'
import { readStored, writeStored } from '../stored-value.ts'
import styles from './command-palette.module.css'
import { ModalLayer } from './modal-layer.tsx'
import { rememberCommand } from './rank-commands.ts'
import type { Command } from './rank-commands.ts'
import { useCommandResults } from './use-command-results.ts'
import type { CommandProvider } from './use-command-results.ts'

export type CommandPaletteProps = {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** Keep the array steady between renders (useMemo): it is indexed once per array. */
  commands: readonly Command[]
  /** Asked on every change of the text; must honour the signal. Keep it steady. */
  provider?: CommandProvider
  placeholder?: string
  /** Where the ids of recent commands are kept; '' keeps none. */
  storageKey?: string
}

export function CommandPalette({ isOpen, onOpenChange, ...rest }: CommandPaletteProps) {
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={onOpenChange} isDismissable className={classNames(styles.overlay)}>
      <Modal className={classNames(styles.modal)}>
        <Dialog aria-label="Commands" className={classNames(styles.dialog)}>
          <ModalLayer><Palette {...rest} onClose={() => onOpenChange(false)} /></ModalLayer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function readRecent(key: string): string[] {
  return key ? (readStored(key)?.split('\n').filter(Boolean) ?? []) : []
}

function Palette({ commands, provider, placeholder = 'Search or type a command', storageKey = 'ui.recentCommands', onClose }: Omit<CommandPaletteProps, 'isOpen' | 'onOpenChange'> & { onClose: () => void }) {
  const id = useId()
  const [query, setQuery] = useState('')
  const [cursor, setCursor] = useState(0)
  const [recent] = useState(() => readRecent(storageKey))
  const inputRef = useRef<HTMLInputElement>(null)
  useEffect(() => inputRef.current?.focus(), [])
  const { groups, flat, isSearching } = useCommandResults(commands, query, recent, provider)
  const active = flat[Math.min(cursor, flat.length - 1)]
  const optionId = (command: Command) => `${id}-${flat.indexOf(command)}`
  const activeId = active && optionId(active)
  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])

  const choose = (command: Command) => {
    if (storageKey) writeStored(storageKey, rememberCommand(recent, command.id).join('\n'))
    onClose()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const last = flat.length - 1
    const at = Math.min(cursor, last)
    const next = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, PageDown: Math.min(last, at + 8), PageUp: Math.max(0, at - 8) }[event.key]
    if (next !== undefined) {
      event.preventDefault()
      setCursor(next)
    } else if (event.key === 'Enter' && active) {
      event.preventDefault()
      choose(active)
    }
  }
  return (
    <>
      <div className={styles.head}>
        <Search className={styles.icon} aria-hidden="true" />
        <input
          className={styles.input} role="combobox" aria-label={placeholder} aria-expanded="true" aria-controls={`${id}-list`} aria-activedescendant={activeId} aria-autocomplete="list"
          ref={inputRef} autoComplete="off" spellCheck={false} placeholder={placeholder} value={query} onKeyDown={onKeyDown}
          onChange={(event) => { setQuery(event.target.value); setCursor(0) }}
        />
        {isSearching && <Spinner label="Searching" />}
      </div>
      <div id={`${id}-list`} role="listbox" aria-label="Results" tabIndex={-1} className={styles.list}>
        {groups.map(({ title, commands: list }) => (
          <div key={title} role="group" aria-label={title}>
            <div className={styles.section} aria-hidden="true">{title}</div>
            {list.map((command) => <Row key={command.id} id={optionId(command)} command={command} isActive={command === active} onChoose={choose} onHover={() => setCursor(flat.indexOf(command))} />)}
          </div>
        ))}
      </div>
      {flat.length === 0 && !isSearching && <p className={styles.empty}>Nothing found for “{query.trim()}”.</p>}
      <output className={styles.spoken}>{flat.length === 1 ? '1 result' : `${flat.length} results`}</output>
    </>
  )
}

type RowProps = { id: string; command: Command; isActive: boolean; onChoose: (command: Command) => void; onHover: () => void }

/** The focus stays in the text box, which also owns the keys; the mouse is the only thing a row hears. */
function Row({ id, command, isActive, onChoose, onHover }: RowProps) {
  return (
    <div id={id} role="option" aria-selected={isActive} className={styles.row} onClick={() => onChoose(command)} onMouseMove={() => { if (!isActive) onHover() }}>
      <span className={styles.rowIcon}>{command.icon}</span>
      <span className={styles.title}>{command.title}</span>
      {command.subtitle && <span className={styles.subtitle}>{command.subtitle}</span>}
      {command.shortcut && <Kbd keys={command.shortcut} />}
    </div>
  )
}
