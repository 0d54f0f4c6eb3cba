import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Laptop } from 'lucide-react'
import { useState } from 'react'
import { deviceSessionsSchema, doneSchema, type DeviceSession } from '#shared/contract/http'
import { whenWords } from '#shared/domain/timeline-words'
import { useMe } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import styles from './colleagues.module.css'
import { useNow } from '../../actions/use-now.ts'
import { WipeDialog } from './wipe-dialog.tsx'

/** How a device stands: in use, signed out and not yet heard from, or wiped. */
function deviceState(device: DeviceSession, when: (ms: number) => string): string {
  if (device.wipedAtMs !== null) return `Wiped ${when(device.wipedAtMs)}`
  if (device.revokedAtMs !== null) return `Signed out ${when(device.revokedAtMs)}; its copy is wiped the next time it is online`
  return device.current ? 'This computer' : `Last seen ${when(device.lastSeenAtMs)}`
}

export const devicesKey = (personId: string | null) => ['devices', personId] as const

/** The computers of one person. `personId` null: one's own. */
export function DeviceList({ personId }: { personId: string | null }) {
  const me = useMe()
  const now = useNow()
  const queries = useQueryClient()
  const queryKey = devicesKey(personId)
  const devices = useQuery({ queryKey, queryFn: ({ signal }) => serverRequest('GET', `/api/sessions${personId === null ? '' : `?personId=${personId}`}`, deviceSessionsSchema, undefined, signal) })
  const [leaving, setLeaving] = useState<DeviceSession | null>(null)
  const signOut = useMutation({
    mutationFn: (id: string) => serverRequest('DELETE', `/api/sessions/${id}`, doneSchema),
    onSuccess: () => queries.invalidateQueries({ queryKey }),
    onError: error => { toast({ text: sayProblem(error), tone: 'bad' }) },
    onSettled: () => setLeaving(null),
  })
  if (devices.isPending) return <Skeleton lines={3} />
  if (devices.isError) return <p className={styles.hint}>{sayProblem(devices.error)} <Button size="sm" onPress={() => void devices.refetch()}>Try again</Button></p>
  if (devices.data.sessions.length === 0) return <p className={styles.hint}>No computer was ever signed in.</p>
  return (
    <>
      {/* Takes the keys when the last button in it goes away with its computer. */}
      <ul tabIndex={-1} className={styles.rows} aria-label="Devices">
        {devices.data.sessions.map(device => (
          <li key={device.id} className={styles.row}>
            <Laptop aria-hidden="true" className={styles.icon} />
            <span className={styles.grow}>{device.device || 'A computer'} <span className={styles.faint}>{deviceState(device, ms => whenWords(ms, now, me.zone))}</span></span>
            {device.wipedAtMs !== null && <Badge>Wiped</Badge>}
            {device.revokedAtMs === null && !device.current && <Button size="sm" aria-label={`Sign out and wipe ${device.device}`} onPress={() => setLeaving(device)}>Sign out and wipe</Button>}
          </li>
        ))}
      </ul>
      {leaving && (
        <WipeDialog title={`Sign out ${leaving.device || 'this computer'}?`} action="Sign out and wipe" isPending={signOut.isPending} onWipe={() => signOut.mutate(leaving.id)} onClose={() => setLeaving(null)}>
          Its copy of the workspace is wiped the next time it is online. It was last seen {whenWords(leaving.lastSeenAtMs, now, me.zone)}: what was written on it and not shared yet is lost with it.
        </WipeDialog>
      )}
    </>
  )
}
