import { useQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { apiKeySchema, apiKeysSchema, type ApiKey } from '#shared/contract/api-keys'
import { whenWords } from '#shared/domain/timeline-words'
import { useNow } from '../../actions/use-now.ts'
import { useMe } from '../../replica/react.tsx'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverAccess, serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useKeysOnMade } from '../../ui/keyboard/use-keys-on-made.ts'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import styles from './integrations.module.css'
import { keyStateWords, scopeWords } from './program-words.ts'
import { ProgramDialog } from './program-dialog.tsx'
import { SecretDialog } from './secret-dialog.tsx'
import { useServerChange } from './use-integrations.ts'

/** Programs that may reach this workspace: what each may do, when it last did, and how to end it. */
export function ProgramsPanel({ isAdding, setAdding }: { isAdding: boolean; setAdding: (on: boolean) => void }) {
  const keys = useQuery({ queryKey: ['integrations', 'keys'], queryFn: ({ signal }) => serverRequest('GET', '/api/integrations/keys', apiKeysSchema, undefined, signal) })
  const [changing, setChanging] = useState<ApiKey | null>(null)
  const [madeId, setMadeId] = useState<string | null>(null)
  const forgetMade = useCallback(() => setMadeId(null), [])
  const [secretOf, setSecretOf] = useState<ApiKey | null>(null)
  const living = keys.data?.keys.filter(key => key.state !== 'revoked') ?? []
  const ended = keys.data?.keys.filter(key => key.state === 'revoked') ?? []
  const origin = serverAccess().origin || globalThis.location.origin
  const stale = living.filter(key => key.needsReview).length
  return (
    <div className={styles.stack}>
      {keys.isPending && <Skeleton lines={4} />}
      {keys.isError && <Banner tone="warn" actions={<Button size="sm" onPress={() => void keys.refetch()}>Try again</Button>}>{sayProblem(keys.error)}</Banner>}
      {keys.isSuccess && living.length === 0 && (
        <EmptyState isSure icon={<KeyRound />} title="No program has access" level={3} action={<Button onPress={() => setAdding(true)}>Give a program access</Button>}>
          A sourcing tool can add candidates here, and your own systems can read jobs and applications: each with a key of its own that may do only what you tick.
        </EmptyState>
      )}
      {stale > 0 && <Banner tone="warn">{stale === 1 ? 'One program was' : `${stale} programs were`} not used for 90 days. Revoke what nobody needs.</Banner>}
      {living.length > 0 && (
        <>
          <div className={styles.filters}>
            <p className={styles.hint}>Programs ask at {origin}/api/v1. What they can ask, for whoever writes them: <a href={`${origin}/api/v1/openapi.json`} target="_blank" rel="noreferrer">the description (OpenAPI)</a>.</p>
            <span className={styles.grow} />
            <Button icon={<Plus aria-hidden="true" />} onPress={() => setAdding(true)}>Give a program access</Button>
          </div>
          <ul className={styles.rows} aria-label="Programs with access">{living.map(key => <ProgramRow key={key.id} program={key} isMade={key.id === madeId} onMadeShown={forgetMade} onChange={() => setChanging(key)} onSecret={() => setSecretOf(key)} />)}</ul>
        </>
      )}
      {ended.length > 0 && <ul className={styles.rows} aria-label="Revoked programs">{ended.map(key => <ProgramRow key={key.id} program={key} />)}</ul>}
      {(isAdding || changing) && <ProgramDialog key={changing?.id ?? 'new'} program={changing} onMade={setMadeId} onClose={() => { setChanging(null); setAdding(false) }} />}
      {secretOf && <SecretDialog program={secretOf} onClose={() => setSecretOf(null)} />}
    </div>
  )
}

const nothing = (): void => undefined

function ProgramRow({ program, isMade = false, onMadeShown = nothing, onChange, onSecret }: { program: ApiKey; /** Just made: the keys go on here. */ isMade?: boolean; onMadeShown?: () => void; onChange?: () => void; onSecret?: () => void }) {
  const me = useMe()
  const row = useRef<HTMLLIElement>(null)
  useKeysOnMade(row, isMade, onMadeShown, 'button')
  const now = useNow()
  const at = (ms: number): string => whenWords(ms, now, me.zone)
  const { word, tone } = keyStateWords[program.state]
  const path = `/api/integrations/keys/${program.id}`
  const step = useServerChange((action: 'revoke' | 'restore' | 'review') => serverRequest('POST', `${path}/${action}`, apiKeySchema, {}))
  // A revoked program moves to another list, and a mutation's own callbacks end with its row: its promise does not.
  const restore = () => step.mutateAsync('restore').then(() => { toast({ text: `${program.name} has access again` }) }, (error: Error) => { toast({ text: sayProblem(error), tone: 'bad' }) })
  const revoke = () => step.mutateAsync('revoke').then(
    () => { toast({ text: `${program.name} has no access any more`, tone: 'good', action: { label: 'Undo', run: () => void restore() } }) }, () => undefined,
  )
  const facts = [
    program.lastUsedAtMs === null ? 'Never used' : `Last used ${at(program.lastUsedAtMs)}`, program.revokedAtMs !== null && `revoked ${at(program.revokedAtMs)}`,
    program.state === 'works' && program.expiresAtMs !== null && `works until ${at(program.expiresAtMs)}`, program.state === 'expired' && program.expiresAtMs !== null && `ran out ${at(program.expiresAtMs)}`,
    ...program.secrets.map(({ prefix, endsAtMs }) => `${prefix}…${endsAtMs === null ? '' : ` (until ${at(endsAtMs)})`}`),
  ].filter(Boolean)
  return (
    <li ref={row} className={styles.row}>
      <span className={styles.words}>
        <strong>{program.name}</strong>
        <span className={styles.faint}>{program.scopes.map(scope => scopeWords[scope].title).join(', ')}</span>
        <span className={styles.faint}>{facts.join(' · ')}</span>
      </span>
      <Badge tone={tone}>{word}</Badge>
      {program.needsReview && <Button size="sm" aria-label={`Still needed: ${program.name}`} onPress={() => step.mutate('review', { onSuccess: () => { toast({ text: `${program.name} stays. It comes up again in 90 days if nobody uses it.` }) } })}>Still needed</Button>}
      {onChange && <Button size="sm" aria-label={`Change ${program.name}`} onPress={onChange}>Change</Button>}
      {onSecret && <Button size="sm" aria-label={`New secret for ${program.name}`} onPress={onSecret}>New secret</Button>}
      {onChange && <Button size="sm" aria-label={`Revoke ${program.name}`} isPending={step.isPending} onPress={() => void revoke()}>Revoke</Button>}
    </li>
  )
}
