/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- a long text scrolls by keyboard only when it can take the focus (WCAG 2.1.1) */
import styles from './integrations.module.css'

/** JSON with its lines, as people read it; anything else as it is. */
export function prettyBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

/** A request or an answer as it went over the wire. */
export function CodeText({ label, children }: { label: string; children: string }) {
  return <pre className={styles.code} tabIndex={0} aria-label={label} role="group">{children}</pre>
}
