import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CalendarSync, RotateCw, X } from 'lucide-react'
import { useState } from 'react'
import { calendarSourceSchema, calendarsSchema, type SubjectKind } from '#shared/contract/calendars'
import { doneSchema } from '#shared/contract/http'
import { momentWords } from '#shared/domain/conflict-words'
import { errorCode } from '#shared/lib/app-error'
import { sayProblem } from '../actions/use-act.ts'
import { useNow } from '../actions/use-now.ts'
import { useMe } from '../replica/react.tsx'
import { serverRequest } from '../replica/server-client.ts'
import { Button } from '../ui/actions/button.tsx'
import { Banner } from '../ui/display/banner.tsx'
import { Skeleton } from '../ui/display/skeleton.tsx'
import { TextField } from '../ui/fields/text-field.tsx'
import { toast } from '../ui/overlays/toast.tsx'
import styles from './calendar-source.module.css'

const key = ['calendars'] as const
type CalendarSourceProps = { kind: SubjectKind; id: string; /** "you", or the name of a colleague or room. */ whose: string }

/** Which calendar says when somebody or a room is taken. Its address is a key: it is sent once and never shown again. */
export function CalendarSource({ kind, id, whose }: CalendarSourceProps) {
  const me = useMe()
  const nowMs = useNow()
  const queries = useQueryClient()
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const path = `/api/calendars/${kind}/${id}`
  const query = useQuery({
    queryKey: key, retry: false, networkMode: 'always', queryFn: ({ signal }) => serverRequest('GET', '/api/calendars', calendarsSchema, undefined, signal),
    // Until the first reading is done.
    refetchInterval: ({ state }) => (state.data?.calendars.some(each => each.readAtMs === null && each.problem === null) === true ? 3_000 : false),
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
  if (!query.data) return <p className={styles.hint}>{errorCode(query.error) === 'server.unreachable' ? 'Calendars are connected on the server, which cannot be reached now.' : sayProblem(query.error)}</p>
  const found = query.data.calendars.find(each => each.subjectKind === kind && each.subjectId === id)
  if (found) {
    return (
      <div className={styles.part}>
        <p className={styles.line}><CalendarSync aria-hidden="true" /><span>{found.kind === 'account' ? found.shownAddress : `A published calendar at ${found.shownAddress}`}, {found.readAtMs === null ? 'not read yet' : `read ${momentWords(found.readAtMs, nowMs, { zone: me.zone, locale: 'en-GB' })}`}</span></p>
        {found.problem !== null && <Banner tone="warn">{found.problem}</Banner>}
        <div className={styles.buttons}>
          <Button size="sm" icon={<RotateCw aria-hidden="true" />} isPending={change.isPending} onPress={() => change.mutate({ method: 'POST', path: `${path}/read`, said: 'Reading it now' })}>Read it now</Button>
          <Button size="sm" variant="ghost" icon={<X aria-hidden="true" />} isDisabled={change.isPending} onPress={() => change.mutate({ method: 'DELETE', path, said: 'Calendar disconnected; its busy times are gone' })}>Disconnect</Button>
        </div>
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
      <p className={styles.hint}>Times when {whose} {whose === 'you' ? 'are' : 'is'} taken are read from it, six weeks ahead. Only times are kept, never what they are for.</p>
      <div className={styles.add}>
        <TextField label="Address of a published calendar" description="In Google Calendar: the secret address in iCal format. In Outlook: the ICS link of a published calendar." value={typed} onChange={setTyped} maxLength={2_000} inputMode="url" isInvalid={problem !== null} {...(problem === null ? {} : { errorMessage: problem })} />
        <Button type="submit" isPending={change.isPending}>Connect</Button>
      </div>
    </form>
  )
}
