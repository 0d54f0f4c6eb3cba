import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CalendarSync, LogIn, RotateCw, X } from 'lucide-react'
import { useState } from 'react'
import { calendarSourceSchema, calendarsSchema, type Calendar, type SubjectKind } from '#shared/contract/calendars'
import { doneSchema } from '#shared/contract/http'
import { consentSchema } from '#shared/contract/integrations'
import { momentWords } from '#shared/domain/conflict-words'
import { AppError, errorCode } from '#shared/lib/app-error'
import { useNow } from '../actions/use-now.ts'
import { useMe } from '../replica/react.tsx'
import { sayProblem } from '../replica/say-problem.ts'
import { serverRequest } from '../replica/server-client.ts'
import { Button } from '../ui/actions/button.tsx'
import { Banner } from '../ui/display/banner.tsx'
import { Skeleton } from '../ui/display/skeleton.tsx'
import { TextField } from '../ui/fields/text-field.tsx'
import { toast } from '../ui/overlays/toast.tsx'
import styles from './calendar-source.module.css'

const key = ['calendars'] as const
/** Another sign-in is another calendar, also with the same account. */
const signOf = (calendar: Calendar | undefined): string | null => (calendar?.kind === 'own' ? calendar.id : null)

function saySource({ kind, shownAddress }: Calendar, whose: string): string {
  if (kind === 'feed') return `A published calendar at ${shownAddress}`
  if (kind === 'account') return shownAddress
  return shownAddress === '' ? `An account of their own, signed in by ${whose}` : `${shownAddress}, signed in by ${whose}`
}

type CalendarSourceProps = { kind: SubjectKind; id: string; /** "you", or the name of a colleague or room. */ whose: string; /** Opens an address in the browser of the system; where it is given, one can sign in with an account of one's own. */ openOutside?: (url: string) => Promise<Readonly<{ kind: 'opened' | 'refused' }>> }

/** Which calendar says when somebody or a room is taken. Its address is a key: it is sent once and never shown again. */
export function CalendarSource({ kind, id, whose, openOutside }: CalendarSourceProps) {
  const me = useMe()
  const nowMs = useNow()
  const queries = useQueryClient()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const isMine = kind === 'person' && id === me.id
  // The account somebody is signing in with in their browser; what stood before tells when it is there.
  const [awaited, setAwaited] = useState<Readonly<{ before: string | null }> | null>(null)
  const path = `/api/calendars/${kind}/${id}`
  const ownIn = (all: readonly Calendar[] | undefined): Calendar | undefined => all?.find(each => each.subjectKind === kind && each.subjectId === id)
  const query = useQuery({
    queryKey: key, retry: false, networkMode: 'always', queryFn: ({ signal }) => serverRequest('GET', '/api/calendars', calendarsSchema, undefined, signal),
    // Until somebody has agreed, and until the first reading is done.
    refetchInterval: ({ state }) => (awaited !== null && signOf(ownIn(state.data?.calendars)) === awaited.before || state.data?.calendars.some(each => each.readAtMs === null && each.problem === null) === true ? 3_000 : false),
    refetchOnWindowFocus: true,
  })
  // The vendor asks in the browser of the system, never inside this window (RFC 8252).
  const signIn = useMutation({
    mutationFn: async (connectionId: string) => {
      const opened = await openOutside?.((await serverRequest('POST', `/api/integrations/connections/${connectionId}/own-account`, consentSchema)).url)
      if (opened?.kind === 'refused') throw new AppError('link.refused')
    },
    onSuccess: () => setAwaited({ before: signOf(ownIn(query.data?.calendars)) }),
  })
  const change = useMutation({
    mutationFn: ({ method, path: to, body }: { method: 'PUT' | 'POST' | 'DELETE'; path: string; body?: object; said: string }) => serverRequest(method, to, doneSchema, body),
    onSuccess: (_done, { said }) => {
      setTyped('')
      toast({ text: said, tone: 'good' })
      return queries.invalidateQueries({ queryKey: key })
    },
    onError: error => setProblem(sayProblem(error)),
  })
  if (query.isPending) return <Skeleton lines={2} />
  if (!query.data) return <p className={styles.hint}>{errorCode(query.error) === 'server.unreachable' ? 'Calendars are connected online, and there is no connection now.' : sayProblem(query.error)}</p>
  const found = ownIn(query.data.calendars)
  const isAwaited = awaited !== null && signOf(found) === awaited.before
  const services = isMine && openOutside ? query.data.ownServices : []
  const signIns = services.map(({ connectionId, service }) => (
    <Button key={connectionId} size="sm" icon={<LogIn aria-hidden="true" />} isPending={signIn.isPending} onPress={() => signIn.mutate(connectionId)}>{found?.kind === 'own' ? `Sign in with ${service} again` : `Sign in with ${service}`}</Button>
  ))
  const waiting = isAwaited && <p className={styles.hint} role="status">Go on in your browser: agree there that Shortlist sees when you are taken. It is noticed here by itself.</p>
  const failed = signIn.error !== null && <Banner tone="bad">{sayProblem(signIn.error)}</Banner>
  if (found) {
    return (
      <div className={styles.part}>
        <p className={styles.line}><CalendarSync aria-hidden="true" /><span>{saySource(found, whose)}, {found.readAtMs === null ? 'not read yet' : `read ${momentWords(found.readAtMs, nowMs, { zone: me.zone, locale: 'en-GB' })}`}</span></p>
        {found.problem !== null && <Banner tone="warn">{found.problem}</Banner>}
        <div className={styles.buttons}>
          <Button size="sm" icon={<RotateCw aria-hidden="true" />} isPending={change.isPending} onPress={() => change.mutate({ method: 'POST', path: `${path}/read`, said: 'Reading it now' })}>Read it now</Button>
          <Button size="sm" variant="ghost" icon={<X aria-hidden="true" />} isDisabled={change.isPending} onPress={() => { setAwaited(null); change.mutate({ method: 'DELETE', path, said: 'Calendar disconnected; its busy times are gone' }) }}>Disconnect</Button>
          {(found.kind !== 'own' || found.problem !== null) && signIns}
        </div>
        {waiting}
        {failed}
      </div>
    )
  }
  const connect = () => {
    const source = calendarSourceSchema.safeParse({ kind: 'feed', url: typed.trim() })
    if (!source.success) return setProblem('Paste the whole address of the published calendar: it begins with https or webcal and usually ends in .ics.')
    setProblem(null)
    change.mutate({ method: 'PUT', path, body: source.data, said: 'Calendar connected; its busy times come in a moment' })
  }
  return (
    <form className={styles.part} noValidate onSubmit={event => { event.preventDefault(); connect() }}>
      {signIns.length > 0 && <><div className={styles.buttons}>{signIns}</div>{waiting}{failed}</>}
      {query.data.isFollowed && <div className={styles.buttons}><Button size="sm" isPending={change.isPending} onPress={() => change.mutate({ method: 'POST', path: `${path}/follow`, said: 'It is read again in a moment' })}>Let the workspace read it again</Button></div>}
      <p className={styles.hint}>Times when {whose} {whose === 'you' ? 'are' : 'is'} taken are read from it, six weeks ahead. Only times are kept, never what they are for.</p>
      <div className={styles.add}>
        <TextField label="Address of a published calendar" description="In Google Calendar: the secret address in iCal format. In Outlook: the ICS link of a published calendar." value={typed} onChange={setTyped} maxLength={2_000} inputMode="url" isInvalid={problem !== null} {...(problem === null ? {} : { errorMessage: problem })} />
        <Button type="submit" isPending={change.isPending}>Connect</Button>
      </div>
    </form>
  )
}
