import { Link as LinkIcon, Mail, Phone, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { editCandidate } from '#shared/domain/commands/candidate'
import type { Candidate } from '#shared/domain/model/candidate'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { InlineEdit } from '../../ui/layout/inline-edit.tsx'
import styles from './candidate.module.css'
import { linkWords, phoneWords, refuseEmail, refuseLink, refusePhone } from './contact-words.ts'
import { useStamp } from '../../replica/react.tsx'
import { useAct } from '../../actions/use-act.ts'

type ContactField = 'emails' | 'phones' | 'links'

type Kind = Readonly<{
  field: ContactField
  one: string
  add: string
  icon: ReactNode
  refuse: (value: string) => string | null
  shown: (value: string) => string
  href: (value: string) => string | null
  open: string
}>

const kinds: readonly Kind[] = [
  { field: 'emails', one: 'E-mail', add: 'Add an e-mail', icon: <Mail aria-hidden="true" />, refuse: refuseEmail, shown: value => value, href: value => `mailto:${encodeURIComponent(value).replaceAll('%40', '@')}`, open: 'Write to' },
  { field: 'phones', one: 'Phone', add: 'Add a phone number', icon: <Phone aria-hidden="true" />, refuse: refusePhone, shown: value => phoneWords(value).shown, href: value => phoneWords(value).href, open: 'Call' },
  { field: 'links', one: 'Link', add: 'Add a link', icon: <LinkIcon aria-hidden="true" />, refuse: refuseLink, shown: value => linkWords(value).shown, href: value => linkWords(value).href, open: 'Open' },
]

/** Every way to reach somebody; each is edited where it stands. */
export function ContactCard({ candidate, isReadOnly }: { candidate: Candidate; isReadOnly: boolean }) {
  return (
    <section className={styles.card} aria-label="Contact">
      <h2 className={styles.cardTitle}>Contact</h2>
      {isReadOnly && kinds.every(({ field }) => candidate[field].length === 0) && <p className={styles.hint}>Nothing is known.</p>}
      {kinds.map(kind => <ContactList key={kind.field} candidate={candidate} kind={kind} isReadOnly={isReadOnly} />)}
    </section>
  )
}

function ContactList({ candidate, kind, isReadOnly }: { candidate: Candidate; kind: Kind; isReadOnly: boolean }) {
  const act = useAct()
  const stamp = useStamp()
  const values = candidate[kind.field]
  if (isReadOnly && values.length === 0) return null
  const save = async (next: readonly string[], said: string) => {
    await act(editCandidate(candidate, { [kind.field]: [...new Set(next)] }, stamp()), said)
  }
  const replace = (was: string | null) => async (typed: string) => {
    const value = typed.trim()
    if (value === '') {
      if (was !== null) await save(values.filter(each => each !== was), `${kind.one} removed`)
      return
    }
    const refusal = kind.refuse(value)
    if (refusal !== null) return refusal
    await save(was === null ? [...values, value] : values.map(each => (each === was ? value : each)), was === null ? `${kind.one} added` : `${kind.one} changed`)
  }
  return (
    <ul className={styles.contacts} aria-label={kind.one}>
      {values.map(value => {
        const href = kind.href(value)
        return (
          <li key={value} className={styles.contact}>
            {href === null
              ? <span className={styles.contactIcon}>{kind.icon}</span>
              : <a className={styles.contactIcon} href={href} title={`${kind.open} ${kind.shown(value)}`} aria-label={`${kind.open} ${kind.shown(value)}`} {...(kind.field === 'links' ? { target: '_blank', rel: 'noreferrer noopener' } : {})}>{kind.icon}</a>}
            <InlineEdit label={kind.one} value={value} onCommit={replace(value)} isReadOnly={isReadOnly}>{kind.shown(value)}</InlineEdit>
            {!isReadOnly && <IconButton label={`Remove ${kind.shown(value)}`} size="sm" icon={<X aria-hidden="true" />} hasTooltip={false} onPress={() => void save(values.filter(each => each !== value), `${kind.one} removed`)} />}
          </li>
        )
      })}
      {!isReadOnly && (
        <li className={styles.contact}>
          <span className={styles.contactIcon}>{kind.icon}</span>
          <InlineEdit key={values.length} label={`New ${kind.one.toLowerCase()}`} value="" placeholder={kind.add} onCommit={replace(null)} />
        </li>
      )}
    </ul>
  )
}
