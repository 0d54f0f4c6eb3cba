import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { doneSchema } from '#shared/contract/http'
import { auditListSchema, ownershipListSchema } from '#shared/contract/integrations'
import { whenWords } from '#shared/domain/timeline-words'
import { useNow } from '../../actions/use-now.ts'
import { useDirectory } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { Banner } from '../../ui/display/banner.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { Select } from '../../ui/fields/select.tsx'
import styles from './integrations.module.css'
import { useServerChange } from './use-integrations.ts'

type Owned = z.infer<typeof ownershipListSchema>['fields'][number]
const groups: readonly { title: string; say: string; has: (field: Owned) => boolean }[] = [
  { title: 'What follows its owner after the hire', say: 'Once somebody is hired, these are changed in the system that owns them: a change made here is refused. Shortlist reads it there every 15 minutes, until 30 days after the first day; the connection’s Fields say under which name. Only systems that can be asked are offered.', has: field => field.follows },
  { title: 'What is only never written over', say: 'Shortlist keeps its own value, and does not send it to a system that owns the field.', has: field => !field.follows },
]

/** Each field has one owner; everybody else reads. */
export function OwnersPanel({ isOwner }: { isOwner: boolean }) {
  const { settings } = useDirectory()
  const owners = useQuery({ queryKey: ['integrations', 'ownership'], queryFn: ({ signal }) => serverRequest('GET', '/api/integrations/ownership', ownershipListSchema, undefined, signal) })
  const change = useServerChange(({ field, owner }: { field: string; owner: string }) => serverRequest('PUT', `/api/integrations/ownership/${encodeURIComponent(field)}`, doneSchema, { owner }), () => 'Owner changed')
  const systems = [{ id: 'shortlist', label: 'Shortlist' }, ...(settings?.integrations ?? []).map(({ id, title }) => ({ id, label: title }))]
  return (
    <div className={styles.stack}>
      <p className={styles.hint}>Each field has one owner. What another system says about a field it does not own is refused and written down.</p>
      {owners.isPending && <Skeleton lines={4} />}
      {owners.isError && <Banner tone="warn">{sayProblem(owners.error)}</Banner>}
      {groups.map(({ title, say, has }) => (
        <section key={title} className={styles.part} aria-label={title}>
          <h3 className={styles.title}>{title}</h3>
          <p className={styles.hint}>{say}</p>
          <ul className={styles.rows} aria-label={`${title} and their owners`}>
            {owners.data?.fields.filter(has).map(({ field, label, owner, follows }) => (
              <li key={field} className={styles.row}>
                <span className={styles.words}>{label}</span>
                {isOwner
                  ? <Select label={`Owner of ${label}`} isLabelHidden options={systems.filter(({ id }) => !follows || id === 'shortlist' || id === owner || owners.data.readable.includes(id))} value={owner} onChange={next => change.mutate({ field, owner: next })} />
                  : <span>{systems.find(each => each.id === owner)?.label ?? 'A system that is no longer connected'}</span>}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {isOwner && <RefusedWrites systems={systems} labels={owners.data?.fields ?? []} />}
    </div>
  )
}

const whyWords: Readonly<Record<string, string>> = {
  not_the_owner: 'it does not own this field', several_hires: 'several people were hired on the job, and one does not change it for all', not_in_the_list: 'the value is not in the list, nor in the table of values',
}

type Named = readonly Readonly<{ id: string; label: string }>[]

/** What was refused because another system owns the field: who tried, never what. */
function RefusedWrites({ systems, labels }: { systems: Named; labels: readonly Readonly<{ field: string; label: string }>[] }) {
  const { me, people } = useDirectory()
  const now = useNow()
  const audit = useQuery({ queryKey: ['integrations', 'audit'], queryFn: ({ signal }) => serverRequest('GET', '/api/integrations/audit', auditListSchema, undefined, signal) })
  const refused = audit.data?.lines.filter(line => line.action.endsWith('.write_refused')).slice(0, 50) ?? []
  if (refused.length === 0) return null
  const say = ({ personId, facts }: (typeof refused)[number]): string => {
    const system = systems.find(each => each.id === facts['connectionId'])?.label ?? 'A system that is no longer connected'
    if (personId === null) return `${system} was refused: ${whyWords[facts['why'] ?? 'not_the_owner'] ?? whyWords['not_the_owner']!}`
    return `${personId === me.id ? 'You were' : `${people.get(personId)?.name ?? 'A colleague'} was`} refused: ${system} owns it`
  }
  return (
    <section className={styles.part} aria-label="Refused writes">
      <h3 className={styles.title}>Refused</h3>
      <ul className={styles.rows} aria-label="Refused writes">
        {refused.map((line, at) => (
          <li key={at} className={styles.row}>
            <span className={styles.words}><span>{labels.find(each => each.field === line.facts['field'])?.label ?? line.facts['field']}</span><span className={styles.faint}>{whenWords(line.atMs, now, me.zone)} · {say(line)}</span></span>
          </li>
        ))}
      </ul>
    </section>
  )
}
