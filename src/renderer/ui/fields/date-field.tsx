import { TextField } from './text-field.tsx'
import type { TextFieldProps } from './text-field.tsx'

export type DateFieldProps = Omit<TextFieldProps, 'type' | 'value' | 'defaultValue' | 'onChange' | 'placeholder'> & {
  /** `2026-05-31`, or '' for none. A day, not an instant: no zone. */
  value: string
  onChange: (isoDate: string) => void
}

/** The platform's own date box: every keyboard, locale and screen reader already knows it. */
export function DateField({ value, onChange, ...rest }: DateFieldProps) {
  return <TextField {...rest} type="date" value={value} onChange={onChange} />
}
