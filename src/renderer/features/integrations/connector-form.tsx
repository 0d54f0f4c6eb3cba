import { Fragment } from 'react'
import type { FormField } from '#shared/contract/integrations'
import { AppError } from '#shared/lib/app-error'
import { Checkbox } from '../../ui/fields/checkbox.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { TextArea } from '../../ui/fields/text-area.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { RowsField } from './rows-field.tsx'

/** What was typed, by field. Secrets left empty stay as they are on the server, unless their removal was ticked: see `removalOf`. */
export type FormValues = Readonly<Record<string, string>>

/** The value under which a tick says that the kept secret of this name is to be removed. */
const removalOf = (name: string): string => `remove ${name}`

export function valuesOf(fields: readonly FormField[], config: Readonly<Record<string, unknown>>): FormValues {
  return Object.fromEntries(fields.map(({ name, kind, secret }) => {
    const value = secret ? undefined : config[name]
    return [name, value === undefined || value === null ? '' : kind === 'json' || kind === 'rows' ? JSON.stringify(value, null, 2) : String(value)]
  }))
}

export type ReadForm = Readonly<{ config: Record<string, unknown>; secrets: Record<string, string>; problems: readonly { fieldId: string; message: string }[] }>

/** Typed values as the server wants them, and what is missing or cannot be read. */
export function readForm(fields: readonly FormField[], values: FormValues, isNew: boolean): ReadForm {
  const config: Record<string, unknown> = {}
  const secrets: Record<string, string> = {}
  const problems: { fieldId: string; message: string }[] = []
  for (const { name, label, kind, secret, required } of fields) {
    const typed = (values[name] ?? '').trim()
    if (typed === '' && required && kind !== 'yesNo' && (isNew || !secret)) problems.push({ fieldId: name, message: `Fill in ${label}.` })
    if (secret) {
      if (typed !== '') secrets[name] = typed
      else if (values[removalOf(name)] === 'true') secrets[name] = ''
    } else if (kind === 'yesNo') config[name] = typed === 'true'
    else if (typed === '') continue
    else if (kind === 'number') {
      if (Number.isFinite(Number(typed))) config[name] = Number(typed)
      else problems.push({ fieldId: name, message: `${label} must be a number.` })
    } else if (kind === 'json' || kind === 'rows') {
      try {
        config[name] = JSON.parse(typed)
      } catch {
        problems.push({ fieldId: name, message: `${label} is not complete: check its brackets and quotes.` })
      }
    } else config[name] = typed
  }
  return { config, secrets, problems }
}

/** What the server finds wrong with a form, at the input it is about; empty for any other refusal. */
export function refusedInputs(fields: readonly FormField[], error: unknown): readonly { fieldId: string; message: string }[] {
  if (!(error instanceof AppError) || error.code !== 'connector.bad_config') return []
  const { field, why } = error.facts
  const input = fields.find(({ name }) => name === field)
  return input && typeof why === 'string' ? [{ fieldId: input.name, message: `${input.label}: ${why}` }] : []
}

export type ConnectorFormProps = { fields: readonly FormField[]; values: FormValues; kept?: ReadonlySet<string>; onChange: (name: string, value: string) => void }

/** The settings of any connector, from its own description. Keys can be entered, never read. */
export function ConnectorForm({ fields, values, kept, onChange }: ConnectorFormProps) {
  return fields.map(field => {
    const { name, label, help, kind, secret, required, choices } = field
    const value = values[name] ?? ''
    const common = { id: name, label, description: secret && kept?.has(name) ? `${help} One is kept; leave empty to keep it.`.trim() : help, isRequired: required && !(secret && kept?.has(name)) }
    const set = (next: string) => onChange(name, next)
    if (kind === 'yesNo') return <Checkbox key={name} isSelected={value === 'true'} description={help} onChange={on => set(String(on))}>{label}</Checkbox>
    if (kind === 'choice') return <Select key={name} {...common} options={choices.map(choice => ({ id: choice.value, label: choice.label }))} value={value || null} onChange={set} />
    if (kind === 'rows') return <RowsField key={name} field={field} value={value} onChange={set} />
    if (kind === 'longText' || kind === 'json') return <TextArea key={name} {...common} value={value} onChange={set} rows={kind === 'json' ? 8 : 4} />
    if (secret && !required && kept?.has(name)) {
      return (
        <Fragment key={name}>
          <TextField {...common} type="password" autoComplete="off" isDisabled={values[removalOf(name)] === 'true'} value={value} onChange={set} />
          <Checkbox isSelected={values[removalOf(name)] === 'true'} onChange={on => { onChange(removalOf(name), String(on)) }}>Erase the one that is kept</Checkbox>
        </Fragment>
      )
    }
    return <TextField key={name} {...common} type={secret ? 'password' : kind === 'email' ? 'email' : kind === 'url' ? 'url' : 'text'} autoComplete="off" value={value} onChange={set} />
  })
}
