import { Eye, FileText } from 'lucide-react'
import { useState } from 'react'
import { letterInputSchema, letterMadeSchema } from '#shared/contract/offers'
import type { Candidate } from '#shared/domain/model/candidate'
import type { Offer, OfferVersion } from '#shared/domain/model/offer'
import { versionNumber } from '#shared/domain/offers/approvals'
import { letterBlocks, letterFacts, usualLetter } from '#shared/domain/offers/letter'
import { whenWords } from '#shared/domain/timeline-words'
import { useNow } from '../../actions/use-now.ts'
import { useDirectory, useMay } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { Dialog } from '../../ui/overlays/dialog.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import styles from './offers.module.css'
import { PaperRow } from './paper-row.tsx'

const usual = 'usual'

/** The letter of the terms that stand: read with no network, made as a PDF by the server, kept with the offer. */
export function LetterCard({ offer, version, candidate }: { offer: Offer; version: OfferVersion; candidate: Candidate | null }) {
  const { me, people, settings } = useDirectory()
  const may = useMay()
  const now = useNow()
  const [templateId, setTemplate] = useState<string>(() => settings?.letterTemplates?.find(each => !each.archived)?.id ?? usual)
  const [isReading, setReading] = useState(false)
  const [isMaking, setMaking] = useState(false)
  const mayMake = may({ collection: 'offers', before: offer, after: offer, fields: ['versions'] }).kind === 'allowed'
  const templates = (settings?.letterTemplates ?? []).filter(each => !each.archived)
  const body = templates.find(each => each.id === templateId)?.body ?? usualLetter
  const facts = settings && candidate && letterFacts(version, {
    candidateName: candidate.fullName, workspaceName: settings.name, senderName: people.get(version.byId)?.name ?? '', zone: settings.zone,
    employment: settings.employmentTypes.find(each => each.id === version.employmentTypeId)?.name ?? '',
  })
  const letters = (offer.letters ?? []).toReversed()
  const make = async () => {
    setMaking(true)
    try {
      const input = letterInputSchema.parse({ templateId: templateId === usual ? null : templateId })
      const { letter } = await serverRequest('POST', `/api/offers/${offer.id}/letter`, letterMadeSchema, input)
      toast({ text: `${letter.name} is kept with the offer`, tone: 'good' })
    } catch (error) {
      toast({ text: sayProblem(error), tone: 'bad' })
    } finally {
      setMaking(false)
    }
  }
  if (letters.length === 0 && !mayMake) return null
  return (
    <section className={styles.card} aria-label="Letter">
      <h2 className={styles.title}>Letter</h2>
      {mayMake && templates.length > 0 && <Select label="Text" options={[...templates.map(({ id, name }) => ({ id, label: name })), { id: usual, label: 'The plain letter' }]} value={templateId} onChange={setTemplate} />}
      {mayMake && (
        <div className={styles.buttons}>
          {facts && <Button icon={<Eye aria-hidden="true" />} onPress={() => setReading(true)}>Read it</Button>}
          <Button icon={<FileText aria-hidden="true" />} isPending={isMaking} onPress={() => void make()}>Make the PDF</Button>
        </div>
      )}
      {letters.length === 0 ? <p className={styles.hint}>None made yet.</p> : (
        <ul className={styles.chain}>
          {letters.map(letter => <li key={letter.id}><PaperRow paper={letter} said={`version ${versionNumber(offer, letter.versionId)} · ${whenWords(letter.atMs, Math.max(now, letter.atMs), me.zone)}`} /></li>)}
        </ul>
      )}
      {isReading && facts && (
        <Dialog title={`Letter to ${facts['candidate.fullName']}`} size="lg" isOpen onOpenChange={setReading}>
          <div className={styles.letter}>{letterBlocks(body, facts).map(({ kind, text }) => (kind === 'heading' ? <h3 key={text}>{text}</h3> : <p key={text}>{text}</p>))}</div>
        </Dialog>
      )}
    </section>
  )
}
