/* oxlint-disable jsx-a11y/no-autofocus -- a box the person just asked for is where they go on */
import { useState } from 'react'
import { editCandidate } from '#shared/domain/commands/candidate'
import type { Candidate } from '#shared/domain/model/candidate'
import { amountOf, commonCurrencies, minorDigits, toMoney } from '#shared/lib/money'
import { Button } from '../../ui/actions/button.tsx'
import { ComboBox } from '../../ui/fields/combo-box.tsx'
import { NumberField } from '../../ui/fields/number-field.tsx'
import { Popover, OverlayTrigger } from '../../ui/overlays/popover.tsx'
import styles from './candidate.module.css'
import { useStamp } from '../../replica/react.tsx'
import { useAct } from '../../actions/use-act.ts'

/** What somebody hopes to earn in a year. */
export function PayField({ candidate, isReadOnly }: { candidate: Candidate; isReadOnly: boolean }) {
  const pay = candidate.expectedCompensation
  const said = pay === null ? 'Not known' : new Intl.NumberFormat(undefined, { style: 'currency', currency: pay.currency, maximumFractionDigits: 0 }).format(pay.amountMinor / 10 ** minorDigits(pay.currency))
  return (
    <div className={styles.labelled}>
      <span className={styles.label}>Expected pay a year</span>
      <span className={styles.payRow}>
        {said}
        {!isReadOnly && <OverlayTrigger><Button size="sm" aria-label={pay === null ? 'Add expected pay' : 'Change expected pay'}>{pay === null ? 'Add' : 'Change'}</Button><Popover label="Expected pay">{close => <PayForm candidate={candidate} close={close} />}</Popover></OverlayTrigger>}
      </span>
    </div>
  )
}

function PayForm({ candidate, close }: { candidate: Candidate; close: () => void }) {
  const act = useAct()
  const stamp = useStamp()
  const pay = candidate.expectedCompensation
  const [currency, setCurrency] = useState(pay?.currency ?? 'EUR')
  const [amount, setAmount] = useState(pay === null ? Number.NaN : amountOf(pay))
  const save = () => {
    const expectedCompensation = Number.isNaN(amount) ? null : toMoney(amount, currency)
    void act(editCandidate(candidate, { expectedCompensation }, stamp()), 'Expected pay changed')
    close()
  }
  return (
    <form className={styles.popover} onSubmit={event => { event.preventDefault(); save() }}>
      <NumberField label="Amount a year" value={amount} minValue={0} maxValue={1e9} hasSteppers={false} autoFocus onChange={setAmount} />
      <ComboBox label="Currency" options={[...new Set([currency, ...commonCurrencies])].map(id => ({ id, label: id }))} value={currency} onChange={id => { if (id) setCurrency(id) }} />
      <Button type="submit" variant="primary">Save</Button>
    </form>
  )
}
