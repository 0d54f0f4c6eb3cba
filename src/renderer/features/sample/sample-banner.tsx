import { useState } from 'react'
import { useDirectory, useReplica } from '../../replica/react.tsx'
import { Button } from '../../ui/actions/button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { removeSampleWorkspace } from './sample-actions.ts'

/** Says on every screen that these people are made up, for as long as they are there. */
export function SampleBanner() {
  const replica = useReplica()
  const { settings, me } = useDirectory()
  const [isRemoving, setRemoving] = useState(false)
  if (!settings || settings.sampleImportId === null) return null
  const isStaff = me.role === 'owner' || me.role === 'recruiter'
  const remove = (): void => {
    setRemoving(true)
    void removeSampleWorkspace(replica).finally(() => setRemoving(false))
  }
  return (
    <Banner tone="accent" actions={isStaff ? <Button size="sm" isPending={isRemoving} onPress={remove}>Remove it</Button> : undefined}>
      Sample workspace: these people and jobs are made up.
    </Banner>
  )
}
