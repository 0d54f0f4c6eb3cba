import { UserPlus, UserRound, Users } from 'lucide-react'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import type { Person } from '#shared/domain/model/person'
import { PageHeader } from '../../replica/page-header.tsx'
import { useDirectory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Cell, HeaderCell, Row, Table } from '../../ui/data/table.tsx'
import { Avatar } from '../../ui/display/avatar.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { Disclosure } from '../../ui/layout/disclosure.tsx'
import { EmptyState } from '../../ui/layout/empty-state.tsx'
import { ColleagueSheet } from './colleague-sheet.tsx'
import styles from './colleagues.module.css'
import { InvitationsCard } from './invitations-card.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { invitableRoles, roles, roleWords } from './role-words.ts'

/** Who works here, as what, and who was invited. */
export function ColleaguesScreen() {
  const { people, me } = useDirectory()
  const [, go] = useLocation()
  const [search, setSearch] = useSearchParams()
  const [openId, setOpenId] = useState<string | null>(null)
  const mayInvite = invitableRoles(me.role).length > 0
  const isInviting = mayInvite && search.get('invite') !== null
  const setInviting = (on: boolean) => setSearch(on ? { invite: '' } : {}, { replace: true })
  const sorted = [...people.values()].toSorted((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name))
  useShortcuts('colleagues', mayInvite ? [{ keys: 'c', title: 'Invite a colleague', section: 'Colleagues', run: () => setInviting(true) }] : [])
  return (
    <div className={styles.page}>
      <PageHeader title="Colleagues">
        <span className={styles.grow} />
        <Button icon={<UserRound aria-hidden="true" />} onPress={() => go('/you')}>You and your devices</Button>
        {mayInvite && <Button variant="primary" icon={<UserPlus aria-hidden="true" />} onPress={() => setInviting(true)}>Invite</Button>}
      </PageHeader>
      <div className={styles.column}>
        <Table label="Colleagues">
          <thead><tr><HeaderCell>Name</HeaderCell><HeaderCell>Role</HeaderCell><HeaderCell>E-mail</HeaderCell><HeaderCell align="end">Manage</HeaderCell></tr></thead>
          <tbody>{sorted.map(person => <PersonRow key={person.id} person={person} me={me} onOpen={() => setOpenId(person.id)} />)}</tbody>
        </Table>
        {sorted.length === 1 && <EmptyState icon={<Users />} title="You are alone here" level={3}>Invite the people you hire with: each works on their own laptop, and changes meet whenever there is a network.</EmptyState>}
        {mayInvite && <InvitationsCard />}
        <Disclosure title="What each role may do" level={2}>
          <dl className={styles.roles}>{roles.map(role => <div key={role}><dt>{roleWords[role].title}</dt><dd>{roleWords[role].may}</dd></div>)}</dl>
        </Disclosure>
      </div>
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
      {openId !== null && people.has(openId) && <ColleagueSheet person={people.get(openId)!} onClose={() => setOpenId(null)} />}
    </div>
  )
}

function PersonRow({ person, me, onOpen }: { person: Person; me: Person; onOpen: () => void }) {
  const isMe = person.id === me.id
  return (
    <Row>
      <Cell><span className={styles.name}><Avatar name={person.name} id={person.id} size="sm" isDecorative /><span>{person.name}{isMe && ' (you)'}{person.title !== '' && <span className={styles.faint}>{person.title}</span>}</span></span></Cell>
      <Cell>{person.active ? roleWords[person.role].title : <Badge>No longer here</Badge>}</Cell>
      <Cell isMuted>{person.email}</Cell>
      <Cell align="end">{me.role === 'owner' && !isMe && <Button size="sm" aria-label={`Manage ${person.name}`} onPress={onOpen}>Manage</Button>}</Cell>
    </Row>
  )
}
