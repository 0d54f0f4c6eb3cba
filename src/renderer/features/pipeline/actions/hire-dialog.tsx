import { useState } from 'react'
import type { Job } from '#shared/domain/model/job'
import { HireForecast } from '../../../parts/hire-forecast.tsx'
import { Button } from '../../../ui/actions/button.tsx'
import { DateField } from '../../../ui/fields/date-field.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import type { Card } from '../data/card.ts'
import styles from './actions.module.css'
import { StepPreview } from './step-preview.tsx'

export type HireDialogProps = { card: Card; job: Job; onHire: (startDate: string | null) => void; onClose: () => void }

/** `h`: the start date, and what the hire sets off. */
export function HireDialog({ card, job, onHire, onClose }: HireDialogProps) {
  const [startDate, setStartDate] = useState(job.targetStartDate ?? '')
  const cards = useState(() => [card])[0]
  return (
    <Dialog
      title={`Mark ${card.name} as hired`} description={job.title} size="sm" isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }}
      footer={<><Button onPress={onClose}>Cancel</Button><Button type="submit" form="hire-form" variant="primary">Mark as hired</Button></>}
    >
      <form id="hire-form" className={styles.form} onSubmit={event => { event.preventDefault(); onHire(startDate || null) }}>
        <DateField label="First day" value={startDate} onChange={setStartDate} autoFocus description="May stay empty until it is known." />
        <StepPreview step={{ kind: 'hire' }} cards={cards} job={job} />
        <HireForecast application={card.application} job={job} candidate={card.candidate} startDate={startDate || null} />
      </form>
    </Dialog>
  )
}
