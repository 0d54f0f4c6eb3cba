import { CircleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import styles from './form-errors.module.css'

export type FormErrorsProps = {
  /** `fieldId` is the id given to the field; without one the message stands for the whole form. */
  errors: readonly { message: string; fieldId?: string | undefined }[]
  title?: string
}

/** Takes the focus when it appears, so that a refused form is heard and each message leads to its field. */
export function FormErrors({ errors, title = 'Some answers need another look' }: FormErrorsProps) {
  const ref = useRef<HTMLDivElement>(null)
  const isShown = errors.length > 0
  useEffect(() => {
    if (isShown) ref.current?.focus()
  }, [isShown])
  if (!isShown) return null
  return (
    <div ref={ref} role="alert" tabIndex={-1} className={styles.summary}>
      <CircleAlert aria-hidden="true" className={styles.icon} />
      <div>
        <p className={styles.title}>{title}</p>
        <ul className={styles.list}>
          {errors.map(({ message, fieldId }) => (
            <li key={`${fieldId ?? ''}${message}`}>
              {fieldId ? <a href={`#${fieldId}`} onClick={(event) => { event.preventDefault(); focusField(fieldId) }}>{message}</a> : message}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

function focusField(id: string): void {
  const element = document.getElementById(id)
  const control = element?.matches('input, textarea, select, button') ? element : element?.querySelector<HTMLElement>('input, textarea, select, button')
  control?.focus()
  control?.scrollIntoView({ block: 'center' })
}
