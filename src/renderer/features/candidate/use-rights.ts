import { maySeeField } from '#shared/domain/access/field-access'
import { standingOf } from '#shared/domain/erasure/standing'
import type { Candidate } from '#shared/domain/model/candidate'
import { useDirectory, useMay } from '../../replica/react.tsx'

/** What the person may do with one candidate; what they may not is shown as text, not as a box. */
export type Rights = Readonly<{ edit: boolean; tag: boolean; seePay: boolean; editPay: boolean; editPrivacy: boolean; merge: boolean; apply: boolean; plan: boolean; erase: boolean; takeErasureBack: boolean; seeErasure: boolean }>

export function useRights(candidate: Candidate): Rights {
  const may = useMay()
  const { actor } = useDirectory()
  const isOpen = candidate.mergedIntoId === null && candidate.erasedAtMs === null
  const mayErase = may({ collection: 'candidates', before: candidate, after: candidate, fields: ['erasedAtMs'] }).kind === 'allowed'
  const mayEdit = (...fields: (keyof Candidate)[]) => isOpen && may({ collection: 'candidates', before: candidate, after: candidate, fields }).kind === 'allowed'
  return {
    edit: mayEdit('fullName', 'emails', 'files'),
    tag: mayEdit('tags'),
    seePay: maySeeField('candidates', 'expectedCompensation', candidate, actor.keys),
    editPay: mayEdit('expectedCompensation'),
    editPrivacy: mayEdit('privateTo'),
    merge: mayEdit('mergedIntoId'),
    erase: isOpen && mayErase,
    takeErasureBack: mayErase && ['asked', 'waiting'].includes(standingOf(candidate).kind),
    seeErasure: mayErase,
    plan: isOpen && may({ collection: 'interviews', after: {} }).kind === 'allowed',
    apply: isOpen && may({ collection: 'applications', after: { candidateId: candidate.id, status: 'active' } }).kind === 'allowed',
  }
}
