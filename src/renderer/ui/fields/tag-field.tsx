import { X } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { Button, Tag, TagGroup, TagList } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import field from './field.module.css'
import styles from './tag-field.module.css'
import type { FieldText } from './field-parts.tsx'
import { addTag } from './tags.ts'

export type TagFieldProps = FieldText & {
  value: readonly string[]
  onChange: (tags: string[]) => void
  placeholder?: string
  /** Offered while typing. */
  suggestions?: readonly string[]
  isDisabled?: boolean
}

/** Enter or a comma adds; Backspace in the empty box takes the last one back; arrows and Delete work on the tags. */
export function TagField({ label, description, errorMessage, isLabelHidden, value, onChange, placeholder = 'Add a tag', suggestions = [], isDisabled = false }: TagFieldProps) {
  const id = useId()
  const inputRef = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useState('')
  const commit = () => {
    onChange(addTag(value, draft))
    setDraft('')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if ((event.key === 'Enter' || event.key === ',') && draft.trim()) {
      event.preventDefault()
      commit()
    } else if (event.key === 'Backspace' && draft === '' && value.length > 0) onChange(value.slice(0, -1))
  }
  const described = [description && `${id}-help`, errorMessage && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={classNames(field.field)}>
      <label htmlFor={id} className={classNames(isLabelHidden ? styles.hiddenLabel : field.label)}>{label}</label>
      <div className={classNames(styles.box, errorMessage && styles.invalid)}>
        {value.length > 0 && (
          <TagGroup aria-label={`${label}, chosen`} onRemove={(keys) => { onChange(value.filter((tag) => !keys.has(tag))); if (keys.size === value.length) inputRef.current?.focus() }}>
            <TagList className={classNames(styles.tags)} items={value.map((tag) => ({ id: tag }))}>
              {(tag) => (
                <Tag id={tag.id} textValue={tag.id} isDisabled={isDisabled} className={classNames(styles.tag)}>
                  {tag.id}
                  <Button slot="remove" className={classNames(styles.remove)}><X aria-hidden="true" /></Button>
                </Tag>
              )}
            </TagList>
          </TagGroup>
        )}
        <input
          ref={inputRef} id={id} className={styles.input} value={draft} disabled={isDisabled} autoComplete="off"
          placeholder={value.length === 0 ? placeholder : ''} list={suggestions.length > 0 ? `${id}-list` : undefined}
          aria-describedby={described || undefined} aria-invalid={errorMessage ? true : undefined}
          onChange={(event) => setDraft(event.target.value)} onKeyDown={onKeyDown} onBlur={() => draft.trim() && commit()}
        />
        {suggestions.length > 0 && <datalist id={`${id}-list`}>{suggestions.filter((tag) => !value.includes(tag)).map((tag) => <option key={tag} value={tag}>{tag}</option>)}</datalist>}
      </div>
      {description && <span id={`${id}-help`} className={field.description}>{description}</span>}
      {errorMessage && <span id={`${id}-error`} className={field.error}>{errorMessage}</span>}
    </div>
  )
}
