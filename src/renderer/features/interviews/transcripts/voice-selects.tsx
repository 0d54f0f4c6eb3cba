import type { Whose } from '#shared/domain/commands/transcript'
import type { Interview } from '#shared/domain/model/interview'
import type { Speaker } from '#shared/domain/model/transcript'
import { useDirectory } from '../../../replica/react.tsx'
import { Select } from '../../../ui/fields/select.tsx'

type VoiceSelectsProps = { interview: Interview; candidateName: string; speakers: readonly Omit<Speaker, 'id'>[]; onName: (number: number, whose: Whose) => void }

/** Whose voice is whose: the candidate, somebody who sat there, or somebody else. */
export function VoiceSelects({ interview, candidateName, speakers, onName }: VoiceSelectsProps) {
  const { people } = useDirectory()
  const known = new Set([...interview.seats.map(seat => seat.personId), ...speakers.flatMap(speaker => speaker.personId ?? [])])
  const whose = [{ id: 'candidate', label: candidateName }, ...[...known].map(id => ({ id, label: people.get(id)?.name ?? 'A colleague' })), { id: 'nobody', label: 'Somebody else' }]
  return speakers.map(({ number, label, personId, isCandidate }) => (
    <Select key={number} label={label === '' ? 'Who speaks' : `Who is ${label}`} options={whose} value={isCandidate ? 'candidate' : personId ?? 'nobody'}
      onChange={id => onName(number, { isCandidate: id === 'candidate', personId: id === 'candidate' || id === 'nobody' ? null : id })} />
  ))
}
