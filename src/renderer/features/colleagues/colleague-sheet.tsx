import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { doneSchema, type personChangeSchema } from '#shared/contract/http'
import type { Person, Role } from '#shared/domain/model/person'
import type { z } from 'zod'
import { sayProblem } from '../../replica/say-problem.ts'
import { serverRequest } from '../../replica/server-client.ts'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { RadioGroup } from '../../ui/fields/radio-group.tsx'
import { Sheet } from '../../ui/overlays/sheet.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import styles from './colleagues.module.css'
import { DeviceList, devicesKey } from './device-list.tsx'
import { roles, roleWords } from './role-words.ts'
import { WipeDialog } from './wipe-dialog.tsx'

type Change = z.infer<typeof personChangeSchema>

/** What the owner may do about a colleague: role, access, devices. */
export function ColleagueSheet({ person, onClose }: { person: Person; onClose: () => void }) {
  const [chosen, setChosen] = useState<Role | null>(null)
  const [isEnding, setEnding] = useState(false)
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: (body: Change) => serverRequest('PATCH', `/api/people/${person.id}`, doneSchema, body), onError: () => setChosen(null),
    // Without access their computers are signed out.
    onSuccess: () => queries.invalidateQueries({ queryKey: devicesKey(person.id) }),
  })
  // Undo is pressed when the sheet may be gone, and a mutation's own callbacks end with its screen: its promise does not.
  const takeBack = (back: Change) => change.mutateAsync(back).then(
    () => { setChosen(null); toast({ text: 'Taken back' }) }, (error: Error) => { toast({ text: sayProblem(error), tone: 'bad' }) },
  )
  const apply = (body: Change, back: Change, said: string) => change.mutateAsync(body).then(
    () => { toast({ text: said, tone: 'good', action: { label: 'Undo', run: () => void takeBack(back) } }) }, () => undefined,
  )
  // Arrows walk through the roles: what somebody may do changes only with the button.
  const isOther = chosen !== null && chosen !== person.role
  const footer = isOther && (
    <>
      <Button onPress={() => setChosen(null)}>Keep as {roleWords[person.role].title.toLowerCase()}</Button>
      <Button variant="primary" isPending={change.isPending} onPress={() => void apply({ role: chosen }, { role: person.role }, `${person.name} is now ${roleWords[chosen].title.toLowerCase()}`)}>Change to {roleWords[chosen].title.toLowerCase()}</Button>
    </>
  )
  return (
    <Sheet title={person.name} description={person.email} isOpen onOpenChange={isOpen => { if (!isOpen) onClose() }} {...(footer ? { footer } : {})}>
      <div className={styles.form}>
        {change.error && <Banner tone="bad">{sayProblem(change.error)}</Banner>}
        <RadioGroup label="Role" options={roles.map(id => ({ id, label: roleWords[id].title, description: roleWords[id].may }))} value={chosen ?? person.role} onChange={setChosen} isDisabled={change.isPending || !person.active} />
        <section className={styles.section} aria-label="Devices"><h3 className={styles.title}>Devices</h3><DeviceList personId={person.id} /></section>
        <section className={styles.section} aria-label="Access">
          <h3 className={styles.title}>Access</h3>
          <p className={styles.hint}>{person.active ? 'Ending it signs every computer out; the copies on them are wiped when they are next online. What they shared stays.' : 'They cannot sign in. What they wrote stays.'}</p>
          {person.active
            ? <div><Button variant="danger" onPress={() => setEnding(true)}>End access</Button></div>
            : <div><Button isPending={change.isPending} onPress={() => void apply({ active: true }, { active: false }, `${person.name} has access again`)}>Give access again</Button></div>}
        </section>
      </div>
      {isEnding && (
        <WipeDialog title={`End the access of ${person.name}?`} action="End access" isPending={change.isPending} onClose={() => setEnding(false)} onWipe={() => void apply({ active: false }, { active: true }, `${person.name} no longer has access`).then(() => setEnding(false))}>
          Every computer of theirs is signed out, and the copy on it is wiped when it is next online. What they shared stays; what was written on a computer and not shared yet is lost with it.
        </WipeDialog>
      )}
    </Sheet>
  )
}
