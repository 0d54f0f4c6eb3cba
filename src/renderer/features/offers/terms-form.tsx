import { useState } from 'react'
import type { OfferTerms } from '#shared/domain/commands/offer'
import { amountOf, commonCurrencies, toMoney } from '#shared/lib/money'
import { useDirectory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { ComboBox } from '../../ui/fields/combo-box.tsx'
import { DateField } from '../../ui/fields/date-field.tsx'
import { FormErrors } from '../../ui/fields/form-errors.tsx'
import { NumberField } from '../../ui/fields/number-field.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { TextArea } from '../../ui/fields/text-area.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import styles from './offers.module.css'

const periods = [{ id: 'year', label: 'a year' }, { id: 'month', label: 'a month' }, { id: 'hour', label: 'an hour' }] as const
const currencies = [...new Set([...commonCurrencies, ...Intl.supportedValuesOf('currency')])].map(id => ({ id, label: id, description: new Intl.DisplayNames(undefined, { type: 'currency' }).of(id) }))

type TermsFormProps = { terms: Partial<OfferTerms>; submitLabel: string; onSubmit: (terms: OfferTerms) => void; onCancel: () => void }

/** The terms of a version. Amounts are kept in whole minor units of their currency. */
export function TermsForm({ terms, submitLabel, onSubmit, onCancel }: TermsFormProps) {
  const { settings } = useDirectory()
  const [title, setTitle] = useState(terms.title ?? '')
  const [currency, setCurrency] = useState(terms.baseSalary?.currency ?? 'EUR')
  const [pay, setPay] = useState(terms.baseSalary ? amountOf(terms.baseSalary) : Number.NaN)
  const [period, setPeriod] = useState<OfferTerms['period']>(terms.period ?? 'year')
  const [bonus, setBonus] = useState(terms.bonus ? amountOf(terms.bonus) : Number.NaN)
  const [equity, setEquity] = useState(terms.equity ?? '')
  const [startDate, setStartDate] = useState(terms.startDate ?? '')
  const [expiresOn, setExpiresOn] = useState(terms.expiresOn ?? '')
  const [employmentTypeId, setEmploymentType] = useState<string | null>(terms.employmentTypeId ?? null)
  const [text, setText] = useState(terms.terms ?? '')
  const [problems, setProblems] = useState<readonly { message: string }[]>([])
  const types = (settings?.employmentTypes ?? []).filter(each => !each.archived || each.id === employmentTypeId)
  const submit = () => {
    const missing = [
      ...(title.trim() === '' ? [{ message: 'Name the position.' }] : []), ...(Number.isNaN(pay) || pay <= 0 ? [{ message: 'Enter the pay.' }] : []),
      ...(startDate === '' ? [{ message: 'Choose the first day.' }] : []),
    ]
    if (missing.length > 0) return setProblems(missing)
    onSubmit({
      title: title.trim(), baseSalary: toMoney(pay, currency), period, bonus: Number.isNaN(bonus) || bonus === 0 ? null : toMoney(bonus, currency), equity: equity.trim(),
      startDate, expiresOn: expiresOn || null, employmentTypeId, terms: text.trim(),
    })
  }
  return (
    <form className={styles.form} aria-label="Terms of the offer" onSubmit={event => { event.preventDefault(); submit() }}>
      {problems.length > 0 && <FormErrors errors={problems} />}
      <TextField label="Position" value={title} onChange={setTitle} maxLength={200} />
      <div className={styles.pair}>
        <NumberField label="Pay" value={pay} minValue={0} maxValue={1e10} hasSteppers={false} onChange={setPay} />
        <Select label="Per" options={periods} value={period} onChange={setPeriod} />
        <ComboBox label="Currency" options={currencies} value={currency} onChange={id => { if (id) setCurrency(id) }} />
      </div>
      <div className={styles.pair}>
        <NumberField label="Bonus" description="In the same currency. May stay empty." value={bonus} minValue={0} maxValue={1e10} hasSteppers={false} onChange={setBonus} />
        <TextField label="Equity" description="As it is to be read in the letter." value={equity} onChange={setEquity} maxLength={200} />
      </div>
      <div className={styles.pair}>
        <DateField label="First day" value={startDate} onChange={setStartDate} />
        <DateField label="Answer until" description="The offer ends after this day." value={expiresOn} onChange={setExpiresOn} />
        {types.length > 0 && <Select label="Employment" options={[{ id: '', label: 'Not said' }, ...types.map(({ id, name }) => ({ id, label: name }))]} value={employmentTypeId ?? ''} onChange={id => setEmploymentType(id === '' ? null : id)} />}
      </div>
      <TextArea label="Other terms" description="Place of work, notice, anything else the letter says." rows={5} value={text} onChange={setText} maxLength={20_000} />
      <div className={styles.buttons}><Button type="submit" variant="primary">{submitLabel}</Button><Button onPress={onCancel}>Cancel</Button></div>
    </form>
  )
}
