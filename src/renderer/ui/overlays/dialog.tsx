import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { IconButton } from '../actions/icon-button.tsx'
import { classNames } from '../class-names.ts'
import { isMac, matchesStep, parseKeys } from '../keyboard/keys.ts'
import { useKeptFocus } from '../keyboard/use-kept-focus.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import styles from './dialog.module.css'
import { ModalLayer } from './modal-layer.tsx'

export type DialogProps = {
  title: string
  description?: ReactNode
  /** A function receives `close`. */
  children: ReactNode | ((close: () => void) => ReactNode)
  /** Buttons, right-aligned, the main one last. */
  footer?: ReactNode | ((close: () => void) => ReactNode)
  size?: 'sm' | 'md' | 'lg'
  /** `panel` slides in from the right and keeps the page in sight. Use Sheet. */
  variant?: 'center' | 'panel'
  /** Leave both out inside an OverlayTrigger. */
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
  /** False while unsaved text would be lost by a click outside; Esc still closes. */
  isDismissable?: boolean
}

export function Dialog({ title, description, children, footer, size = 'md', variant = 'center', isOpen, onOpenChange, isDismissable = true }: DialogProps) {
  const control = { ...(isOpen === undefined ? {} : { isOpen }), ...(onOpenChange ? { onOpenChange } : {}) }
  return (
    <ModalOverlay {...control} isDismissable={isDismissable} data-stands={variant} className={classNames(styles.overlay, styles[`${variant}Overlay`])}>
      <Modal className={classNames(styles.modal, styles[variant], styles[size])}>
        <AriaDialog className={classNames(styles.dialog)}>
          {({ close }) => (
            <ModalLayer>
              <DialogKeys startsAt={variant === 'center' ? firstField : firstControl} />
              <EscapeFromPage close={close} />
              <header className={styles.header}>
                <div className={styles.titles}>
                  <Heading slot="title" level={2} className={classNames(styles.title)}>{title}</Heading>
                  {description && <p className={styles.description}>{description}</p>}
                </div>
                <IconButton label="Close" icon={<X aria-hidden="true" />} hasTooltip={false} onPress={close} />
              </header>
              <Body>{typeof children === 'function' ? children(close) : children}</Body>
              {footer && <footer className={styles.footer}>{typeof footer === 'function' ? footer(close) : footer}</footer>}
            </ModalLayer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

/** The library sends the keys to Close when a line that had them is removed. */
const isOnHeader = (at: Element | null): boolean => at === null || at === document.body || at.closest('[role="dialog"] header, [role="alertdialog"] header') !== null

function Body({ children }: { children: ReactNode }) {
  const body = useRef<HTMLDivElement>(null)
  useKeptFocus(body, isOnHeader)
  return <div ref={body} className={styles.body}>{children}</div>
}

/** A choice that nobody has made yet is a question; one that stands already is read over. */
const firstField = '[role="radiogroup"]:not(:has(:checked)) input[type="radio"]:not([disabled]), input:not([type="checkbox"], [type="radio"], [type="file"], [type="hidden"], [disabled]), textarea:not([disabled]), button[aria-haspopup="listbox"]:not([disabled])'

/** What a panel begins in, its own buttons apart: one reads it, or changes something at once. */
const firstControl = `:is(${firstField}, input:not([type="hidden"], [disabled], [tabindex="-1"]), button:not([disabled]), a[href], [tabindex="0"]):not(header *, footer *)`

const mainKeys = parseKeys('mod+enter')[0]!

/** How long what a dialog shows may still be fetched when it opens; later the focus is the person's own affair. */
const patienceMs = 3_000

/** Begins in the first of these that is there and in sight: reading comes before what one would have to scroll to. */
function begin(dialog: HTMLElement, startsAt: string): boolean {
  // What asked for the focus itself has it already.
  if (dialog.contains(document.activeElement) && dialog !== document.activeElement) return true
  const first = dialog.querySelector<HTMLElement>(startsAt)
  if (first === null) return false
  // A combo box would open its suggestions over a dialog that nobody has read yet.
  if (first.role !== 'combobox' && first.getBoundingClientRect().bottom <= dialog.getBoundingClientRect().bottom) first.focus({ preventScroll: true })
  return true
}

/**
 * The library hears Escape where the keys are. A control that goes away with what it did leaves them on the page, and the
 * dialog would stay.
 */
function EscapeFromPage({ close }: { close: () => void }) {
  useShortcuts('dialog', [{ keys: 'escape', title: 'Close', section: 'Dialog', isHidden: true, run: () => { if (document.activeElement === document.body) close() } }])
  return null
}

/** A dialog with fields begins in its first one and a panel in its first control, so that nobody has to walk past Close to it; mod+Enter presses its main button from anywhere. */
function DialogKeys({ startsAt }: { startsAt: string }) {
  const mark = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const dialog = mark.current?.closest<HTMLElement>('[role="dialog"], [role="alertdialog"]')
    if (!dialog) return
    const later = new MutationObserver(() => { if (begin(dialog, startsAt)) later.disconnect() })
    if (!begin(dialog, startsAt)) later.observe(dialog, { childList: true, subtree: true })
    const timer = setTimeout(() => later.disconnect(), patienceMs)
    const onKeyDown = (event: KeyboardEvent) => {
      if (!matchesStep(mainKeys, event, isMac()) || event.isComposing) return
      const main = dialog.querySelector<HTMLButtonElement>(':scope footer button:last-of-type')
      if (!main) return
      event.preventDefault()
      event.stopPropagation()
      main.click()
    }
    // Before the field that has the focus: a select would take Enter for itself.
    dialog.addEventListener('keydown', onKeyDown, { capture: true })
    return () => {
      later.disconnect()
      clearTimeout(timer)
      dialog.removeEventListener('keydown', onKeyDown, { capture: true })
    }
  }, [startsAt])
  return <span ref={mark} hidden />
}
