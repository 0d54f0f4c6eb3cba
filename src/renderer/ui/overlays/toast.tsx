import { CircleAlert, CircleCheck, TriangleAlert, X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { Button, Text, UNSTABLE_Toast as AriaToast, UNSTABLE_ToastContent as ToastContent, UNSTABLE_ToastQueue as ToastQueue, UNSTABLE_ToastRegion as AriaToastRegion } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { Kbd } from '../display/kbd.tsx'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import styles from './toast.module.css'

export type ToastTone = 'neutral' | 'good' | 'warn' | 'bad'
export type ToastMessage = { text: string; tone?: ToastTone; action?: { label: string; run: () => void } }

/** Long enough to read and reach the action; hover or focus stops the clock. */
const TIMEOUT_MS = 8000

const queue = new ToastQueue<ToastMessage>({ maxVisibleToasts: 3 })
/** The library says `alert`, which interrupts; a message with undo can wait for the sentence to end. */
const POLITE = { role: 'status', 'aria-live': 'polite' } as const
const ICONS = { neutral: null, good: CircleCheck, warn: TriangleAlert, bad: CircleAlert } as const

/** Shows a message and returns a function that takes it away. Bad news stays until it is dismissed. */
export function toast(message: ToastMessage): () => void {
  const key = queue.add(message, message.tone === 'bad' ? {} : { timeout: TIMEOUT_MS })
  return () => queue.close(key)
}

/** Once per window. F6 reaches the messages; mod+Z runs the newest action. */
export function ToastRegion() {
  const visible = useSyncExternalStore((onChange) => queue.subscribe(onChange), () => queue.visibleToasts)
  const newest = visible.find(({ content }) => content.action)
  const action = newest?.content.action
  const runNewest = () => {
    if (!newest || !action) return
    queue.close(newest.key)
    action.run()
  }
  useShortcuts('toast', action ? [{ keys: 'mod+z', title: action.label, section: 'General', whileTyping: false, run: runNewest }] : [])
  return (
    <AriaToastRegion queue={queue} aria-label="Messages" className={classNames(styles.region)}>
      {({ toast: queued }) => <Message queued={queued} isNewest={queued.key === newest?.key} />}
    </AriaToastRegion>
  )
}

function Message({ queued, isNewest }: { queued: { key: string; content: ToastMessage }; isNewest: boolean }) {
  const { text, tone = 'neutral', action } = queued.content
  const Icon = ICONS[tone]
  return (
    <AriaToast toast={queued} className={classNames(styles.toast)}>
      {Icon && <Icon className={classNames(styles.icon, styles[tone])} aria-hidden="true" />}
      <ToastContent {...POLITE} className={classNames(styles.content)}><Text slot="title">{text}</Text></ToastContent>
      {action && (
        <Button className={classNames(styles.action)} onPress={() => { queue.close(queued.key); action.run() }}>
          {action.label}
          {isNewest && <Kbd keys="mod+z" tone="inverse" isDecorative />}
        </Button>
      )}
      <Button slot="close" aria-label="Dismiss" className={classNames(styles.close)}><X aria-hidden="true" /></Button>
    </AriaToast>
  )
}
