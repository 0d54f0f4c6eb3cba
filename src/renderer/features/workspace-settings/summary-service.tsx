import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { doneSchema } from '#shared/contract/http'
import { summaryServiceSchema, type SummaryService } from '#shared/contract/summaries'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { FormErrors } from '../../ui/fields/form-errors.tsx'
import { Switch } from '../../ui/fields/switch.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import styles from './settings.module.css'

const path = '/api/summaries/service'

/** The owner's choice of a service for draft summaries; off unless they turn one on. */
export function SummaryServicePanel() {
  const service = useQuery({ queryKey: ['summaries', 'service'], queryFn: ({ signal }) => serverRequest('GET', path, summaryServiceSchema, undefined, signal) })
  if (!service.data) return <p className={styles.hint}>{service.isError ? sayProblem(service.error) : 'Loading…'}</p>
  return <ServiceForm key={`${service.data.url} ${service.data.model} ${String(service.data.isOn)}`} service={service.data} />
}

function ServiceForm({ service }: { service: SummaryService }) {
  const queries = useQueryClient()
  const [draft, setDraft] = useState({ isOn: service.isOn, url: service.url, model: service.model })
  const [key, setKey] = useState('')
  const save = useMutation({
    mutationFn: () => serverRequest('PUT', path, doneSchema, { ...draft, url: draft.url.trim(), model: draft.model.trim(), ...(key === '' ? {} : { key: key.trim() }) }),
    onSuccess: async () => {
      toast({ text: draft.isOn ? 'Summaries may be drafted by your service' : 'No service is asked for summaries', tone: 'good' })
      setKey('')
      await queries.invalidateQueries({ queryKey: ['summaries'] })
    },
  })
  return (
    <form className={styles.form} aria-label="Service for summaries" onSubmit={event => { event.preventDefault(); save.mutate() }}>
      <h3 className={styles.heading}>Draft summaries by a service of your own</h3>
      <p className={styles.hint}>Any server that speaks OpenAI’s chat completions, also one of your own network. What was said goes there without the speakers’ names, only when somebody asks for a draft, and only when the candidate agreed to being recorded. It is told not to judge anybody, and a person makes the draft theirs.</p>
      <FormErrors errors={save.isError ? [{ message: sayProblem(save.error) }] : []} title="This was not saved" />
      <TextField label="Address" type="url" value={draft.url} onChange={url => setDraft({ ...draft, url })} placeholder="https://models.example.com/v1" maxLength={500} isRequired />
      <TextField label="Model" value={draft.model} onChange={model => setDraft({ ...draft, model })} maxLength={120} isRequired />
      <TextField label="Key" type="password" autoComplete="off" value={key} onChange={setKey} maxLength={1_000} description={service.hasKey ? 'A key is kept; leave this empty to go on using it. Another address needs its own.' : 'Kept so that nobody can read it again. Some servers of one’s own need none.'} />
      <Switch isSelected={draft.isOn} onChange={isOn => setDraft({ ...draft, isOn })}>Offer drafts by this service</Switch>
      <div><Button type="submit" variant="primary" isPending={save.isPending} isDisabled={draft.url.trim() === '' || draft.model.trim() === ''}>Save</Button></div>
    </form>
  )
}
