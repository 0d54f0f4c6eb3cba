import type { Offer } from '#shared/domain/model/offer'
import { whenWords } from '#shared/domain/timeline-words'
import { listWords } from '#shared/lib/list-words'
import { useNow } from '../../actions/use-now.ts'
import { useDirectory } from '../../replica/react.tsx'
import { Badge, type Tone } from '../../ui/display/badge.tsx'
import styles from './offers.module.css'
import { PaperRow } from './paper-row.tsx'

const stateWords: Readonly<Record<string, { word: string; tone: Tone }>> = {
  sent: { word: 'Sent to be signed', tone: 'accent' }, delivered: { word: 'Opened by the candidate', tone: 'accent' }, completed: { word: 'Signed', tone: 'good' },
  declined: { word: 'Signing declined', tone: 'bad' }, voided: { word: 'Taken back', tone: 'neutral' },
}

/** How far the signing is, or what extending will set off: from what this computer knows. */
export function SignatureCard({ offer }: { offer: Offer }) {
  const { me, settings } = useDirectory()
  const now = useNow()
  const connection = settings?.integrations.find(each => each.connectorId === 'docusign')
  const hasLetter = (offer.letters ?? []).some(letter => letter.versionId === offer.currentVersionId)
  const { signature } = offer
  if (!signature && !(connection && (offer.status === 'approved' || offer.status === 'extended'))) return null
  const { word, tone } = stateWords[signature?.state ?? ''] ?? { word: 'Under way', tone: 'neutral' }
  const hasDifferences = (signature?.differences.length ?? 0) > 0
  return (
    <section className={styles.card} aria-label="Signature">
      <h2 className={styles.title}>Signature</h2>
      {signature && <div className={styles.state}><Badge tone={hasDifferences ? 'warn' : tone}>{hasDifferences ? 'Signed, with differences' : word}</Badge><span className={styles.faint}>{whenWords(signature.atMs, Math.max(now, signature.atMs), me.zone)}</span></div>}
      {signature?.state === 'completed' && (signature.paper
        ? <PaperRow paper={signature.paper} said="What was signed, with the certificate of who signed when" />
        : <p className={styles.hint}>The signed paper is still being fetched. Shortlist asks for it every 15 minutes.</p>)}
      {signature?.state === 'completed' && (signature.paperOnly?.length ?? 0) > 0 && <p className={styles.hint}>{sayPaperOnly(signature.paperOnly!, connection?.title ?? 'The signing service')}</p>}
      {hasDifferences && (
        <>
          <ul className={styles.differences}>{signature!.differences.map(each => <li key={each}>{each}</li>)}</ul>
          {offer.status === 'extended' && <p className={styles.hint}>Choose “They accepted” if that is what both sides want, or write new terms.</p>}
        </>
      )}
      {!signature && offer.status === 'approved' && <p className={styles.hint}>Extending the offer sends its letter through {connection?.title} to be signed{connection?.sandbox ? ', as a rehearsal only' : connection?.state === 'paused' ? ' once that is resumed' : ''}.</p>}
      {connection && !hasLetter && (offer.status === 'approved' || offer.status === 'extended') && <p className={styles.hint}>{connection.title} waits for the letter: make the PDF above.</p>}
    </section>
  )
}

function sayPaperOnly(terms: readonly string[], service: string): string {
  const last = terms.length - 1
  return `${listWords(terms.map((term, at) => (at > 0 && at === last ? term.toLowerCase() : term)))}: ${service} was given ${terms.length === 1 ? 'this' : 'these'} in the letter alone, so only the signed paper says ${terms.length === 1 ? 'it' : 'them'}. Read it there.`
}
