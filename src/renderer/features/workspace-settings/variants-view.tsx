import { SpellCheck } from 'lucide-react'
import { useState } from 'react'
import { editCandidate } from '#shared/domain/commands/candidate'
import { useDirectory, useMay, useReplica, useStamp } from '../../replica/react.tsx'
import type { Replica } from '../../replica/replica.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Spinner } from '../../ui/display/spinner.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { groupVariants, variantKey, type Variants } from './lists.ts'
import styles from './settings.module.css'
import { useAct } from '../../actions/use-act.ts'

const fields = [{ field: 'company', title: 'Companies' }, { field: 'location', title: 'Locations of candidates' }] as const
type Field = (typeof fields)[number]['field']
type Found = Readonly<Record<Field, readonly Variants[]>>

async function look(replica: Replica): Promise<Found> {
  const counts: Record<Field, Map<string, number>> = { company: new Map(), location: new Map() }
  for await (const page of replica.all('candidates', 500)) {
    for (const candidate of page) {
      if (candidate.mergedIntoId !== null || candidate.erasedAtMs !== null) continue
      for (const { field } of fields) {
        const text = candidate[field]
        if (text !== '') counts[field].set(text, (counts[field].get(text) ?? 0) + 1)
      }
    }
  }
  return { company: groupVariants(counts.company), location: groupVariants(counts.location) }
}

/** Free text that means one thing and is written in several ways, and one press to write it one way. */
export function VariantsView() {
  const replica = useReplica()
  const { me } = useDirectory()
  const may = useMay()
  const act = useAct()
  const stamp = useStamp()
  const [state, setState] = useState<{ kind: 'idle' } | { kind: 'looking' } | { kind: 'failed' } | { kind: 'found'; found: Found }>({ kind: 'idle' })
  const mayFix = me.role !== 'interviewer' && may({ collection: 'candidates', before: { privateTo: null }, after: { privateTo: null }, fields: ['company'] }).kind === 'allowed'
  const search = async () => {
    setState({ kind: 'looking' })
    try {
      setState({ kind: 'found', found: await look(replica) })
    } catch {
      setState({ kind: 'failed' })
    }
  }
  const write = async (field: Field, group: Variants, text: string) => {
    const changes = []
    for await (const page of replica.all('candidates', 500)) {
      for (const candidate of page) {
        if (candidate.mergedIntoId === null && candidate.erasedAtMs === null && candidate[field] !== text && variantKey(candidate[field]) === group.key) changes.push(...editCandidate(candidate, { [field]: text }, stamp()))
      }
    }
    if (await act(changes, `Written as ${text} everywhere`)) await search()
  }
  const isClean = state.kind === 'found' && fields.every(({ field }) => state.found[field].length === 0)
  return (
    <div className={styles.section}>
      <p className={styles.hint}>Companies and places are free text, so the same one may be written in several ways. This looks through everybody on this computer.</p>
      <div><Button onPress={() => void search()} isDisabled={state.kind === 'looking'}>{state.kind === 'found' ? 'Look again' : 'Look for them'}</Button></div>
      {state.kind === 'looking' && <Spinner label="Looking through everybody" />}
      {state.kind === 'failed' && <p className={styles.hint}>The records could not be read. Try again.</p>}
      {isClean && <EmptyState icon={<SpellCheck />} title="Everything is written one way" level={3}>No company and no place is spelled in more than one way.</EmptyState>}
      {state.kind === 'found' && fields.map(({ field, title }) => state.found[field].length > 0 && (
        <section key={field} aria-label={title}>
          <h3 className={styles.title}>{title}</h3>
          <ul className={styles.rows}>
            {state.found[field].map(group => (
              <li key={group.key} className={styles.variant}>
                {group.spellings.map(({ text, count }) => <Button key={text} size="sm" isDisabled={!mayFix} aria-label={`Write it as ${text} everywhere`} onPress={() => void write(field, group, text)}>{text} · {count}</Button>)}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
