import { useQuery } from '@tanstack/react-query'
import { doneSchema } from '#shared/contract/http'
import { ownershipListSchema } from '#shared/contract/integrations'
import { sayProblem } from '../../actions/use-act.ts'
import { useDirectory } from '../../replica/react.tsx'
import { serverRequest } from '../../replica/server-client.ts'
import { Banner } from '../../ui/display/banner.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { Select } from '../../ui/fields/select.tsx'
import styles from './integrations.module.css'
import { useServerChange } from './use-integrations.ts'

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
      <ul className={styles.rows} aria-label="Fields and their owners">
        {owners.data?.fields.map(({ field, label, owner }) => (
          <li key={field} className={styles.row}>
            <span className={styles.words}>{label}</span>
            {isOwner
              ? <Select label={`Owner of ${label}`} isLabelHidden options={systems} value={owner} onChange={next => change.mutate({ field, owner: next })} />
              : <span>{systems.find(each => each.id === owner)?.label ?? 'A system that is no longer connected'}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}
