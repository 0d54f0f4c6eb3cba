import type { Offer, OfferVersion } from '#shared/domain/model/offer'
import { versionNumber } from '#shared/domain/offers/approvals'
import { whenWords } from '#shared/domain/timeline-words'
import { useNow } from '../../actions/use-now.ts'
import { useDirectory } from '../../replica/react.tsx'
import { Disclosure } from '../../ui/layout/disclosure.tsx'
import { termLines } from './offer-words.ts'
import styles from './offers.module.css'

function Terms({ version, before }: { version: OfferVersion; before: OfferVersion | null }) {
  const { settings } = useDirectory()
  const choice = (id: string) => settings?.employmentTypes.find(each => each.id === id)?.name ?? null
  const was = new Map(before ? termLines(before, choice).map(line => [line.label, line.value]) : [])
  const lines = termLines(version, choice)
  const gone = [...was].filter(([label]) => !lines.some(line => line.label === label))
  return (
    <dl className={styles.terms}>
      {lines.map(({ label, value }) => <Term key={label} label={label} value={value} was={before && was.get(label) !== value ? was.get(label) ?? 'nothing' : null} />)}
      {gone.map(([label, value]) => <Term key={label} label={label} value="no longer part of it" was={value} />)}
    </dl>
  )
}

function Term({ label, value, was }: { label: string; value: string; was: string | null }) {
  return <><dt>{label}</dt><dd>{value}{was !== null && <span className={styles.was}>was: {was}</span>}</dd></>
}

/** The terms that stand, with what changed against the version before, and every earlier version. */
export function TermsView({ offer, version }: { offer: Offer; version: OfferVersion }) {
  const { me, people } = useDirectory()
  const now = useNow()
  const number = versionNumber(offer, version.id)
  const others = offer.versions.filter(each => each.id !== version.id).toReversed()
  const said = (each: OfferVersion) => `${people.get(each.byId)?.name ?? 'A colleague'}, ${whenWords(each.atMs, Math.max(now, each.atMs), me.zone)}`
  return (
    <section className={styles.part} aria-label="Terms">
      <h2 className={styles.title}>Terms <span className={styles.count}>version {number} · {said(version)}</span></h2>
      <Terms version={version} before={number > 1 ? offer.versions[number - 2]! : null} />
      {others.length > 0 && (
        <Disclosure title={others.length === 1 ? 'One other version' : `${others.length} other versions`}>
          <div className={styles.form}>
            {others.map(each => (
              <section key={each.id} className={styles.part} aria-label={`Version ${versionNumber(offer, each.id)}`}>
                <h3 className={styles.title}>Version {versionNumber(offer, each.id)} <span className={styles.count}>{said(each)}</span></h3>
                <Terms version={each} before={null} />
              </section>
            ))}
          </div>
        </Disclosure>
      )}
    </section>
  )
}
