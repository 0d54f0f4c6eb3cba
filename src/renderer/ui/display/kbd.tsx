import { VisuallyHidden } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { describeKeys, isMac, speakKeys } from '../keyboard/keys.ts'
import styles from './kbd.module.css'

export type KbdProps = {
  /** `mod+k`, `shift+enter`, `g b`. */
  keys: string
  tone?: 'neutral' | 'inverse'
  /** Hide from screen readers where aria-keyshortcuts or the label already says it. */
  isDecorative?: boolean
}

export function Kbd({ keys, tone = 'neutral', isDecorative = false }: KbdProps) {
  const mac = isMac()
  return (
    <kbd className={classNames(styles.keys, styles[tone])}>
      {!isDecorative && <VisuallyHidden elementType="span">{speakKeys(keys, mac)}</VisuallyHidden>}
      {describeKeys(keys, mac).map((caps, step) => (
        <span key={step} className={styles.step} aria-hidden="true">
          {caps.map((cap) => <span key={cap} className={styles.cap}>{cap}</span>)}
        </span>
      ))}
    </kbd>
  )
}
