import { useEffect, useState } from 'react'
import type { Candidate } from '#shared/domain/model/candidate'
import { useReplica } from '../../replica/react.tsx'
import { duplicateIndex } from './duplicate-index.ts'

type Person = Readonly<Pick<Candidate, 'emails' | 'phones' | 'links'>>

/** Records that may be the same person, best known first; empty while nothing is known. */
export function useDuplicates(person: Person | null, exceptId?: string): readonly Candidate[] {
  const replica = useReplica()
  const [found, setFound] = useState<Readonly<{ asked: string; candidates: readonly Candidate[] }> | null>(null)
  const asked = person === null ? null : JSON.stringify([person.emails, person.phones, person.links])
  useEffect(() => {
    if (asked === null) return
    let stopped = false
    const look = async () => {
      const [emails, phones, links] = JSON.parse(asked) as [string[], string[], string[]]
      const ids = (await duplicateIndex(replica)).find({ emails, phones, links }, exceptId).slice(0, 5)
      const documents = await replica.getMany('candidates', ids)
      if (!stopped) setFound({ asked, candidates: ids.flatMap(id => documents.get(id) ?? []) })
    }
    // A hint: where it cannot be worked out, the profile stays as it is.
    look().catch(() => undefined)
    return () => { stopped = true }
  }, [replica, asked, exceptId])
  return found !== null && found.asked === asked ? found.candidates : []
}
