import { useState } from 'react'
import { useLocation } from 'wouter'
import { sharedKeys, unmergeCandidates } from '#shared/domain/dedupe'
import type { Activity } from '#shared/domain/model/activity'
import type { Candidate } from '#shared/domain/model/candidate'
import { useReplica, useStamp, type Directory } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { toast } from '../../ui/overlays/toast.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { useAct } from '../../actions/use-act.ts'
import { useDuplicates } from './use-duplicates.ts'

const keyWords: Readonly<Record<string, string>> = { email: 'e-mail', phone: 'phone number', profile: 'profile link' }

/** Says when another record may be the same person, and leads to merging. */
export function DuplicateBanner({ candidate, directory, mayMerge }: { candidate: Candidate; directory: Directory; mayMerge: boolean }) {
  const [, go] = useLocation()
  const [other, setOther] = useState<Candidate | null>(null)
  const duplicates = useDuplicates(candidate.mergedIntoId === null ? candidate : null, candidate.id).filter(each => each.mergedIntoId === null && sharedKeys(candidate, each).length > 0)
  return (
    <>
      {duplicates.map(duplicate => {
        const why = [...new Set(sharedKeys(candidate, duplicate).map(key => keyWords[key.split(':')[0]!]!))].join(' and ')
        return (
          <Banner key={duplicate.id} tone="warn" actions={<><Button size="sm" onPress={() => go(`/candidates/${duplicate.id}`)}>Open</Button>{mayMerge && <Button size="sm" onPress={() => setOther(duplicate)}>Compare and merge</Button>}</>}>
            {duplicate.fullName} has the same {why} and may be the same person.
          </Banner>
        )
      })}
      {other && <MergeDialog candidate={candidate} other={other} directory={directory} onClose={() => setOther(null)} onMerged={winnerId => { setOther(null); if (winnerId !== candidate.id) go(`/candidates/${winnerId}`) }} />}
    </>
  )
}

/** Tells of the records merged into this one and takes them apart. */
export function MergedBanner({ winner, losers, merges, mayMerge }: { winner: Candidate; losers: readonly Candidate[]; merges: readonly Activity[]; mayMerge: boolean }) {
  const replica = useReplica()
  const act = useAct()
  const stamp = useStamp()
  const takeApart = async (loser: Candidate) => {
    const merge = merges.filter(line => line.facts['mergedId'] === loser.id && line.facts['undone'] !== true).toSorted((a, b) => a.newestFirst - b.newestFirst)[0]
    const applications = await replica.find('applications', { where: { candidateId: winner.id } })
    const answer = merge ? unmergeCandidates(winner, loser, merge, applications, stamp()) : null
    if (answer?.kind !== 'ready') return toast({ text: 'What this merge did is not known on this computer yet. Try again after the next sync.', tone: 'warn' })
    await act(answer.changes, `${loser.fullName} is a record of its own again`)
  }
  return losers.map(loser => (
    <Banner key={loser.id} actions={mayMerge && <Button size="sm" onPress={() => void takeApart(loser)}>Take apart</Button>}>
      {loser.fullName} was merged into this record.
    </Banner>
  ))
}
