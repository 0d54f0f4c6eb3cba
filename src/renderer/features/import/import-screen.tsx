import { useMemo } from 'react'
import { PageHeader } from '../../replica/page-header.tsx'
import { useLive, useMe, useReplica } from '../../replica/react.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Banner } from '../../ui/display/banner.tsx'
import { HistoryList } from './history-list.tsx'
import styles from './import.module.css'
import { MappingStep } from './mapping-step.tsx'
import { ResultStep } from './result-step.tsx'
import { ReviewStep } from './review-step.tsx'
import { StartStep } from './start-step.tsx'
import { importOf } from './work/import-of.ts'
import { WritingStep } from './writing-step.tsx'

/** From a file to people on the board, in steps; the state lives beside the screen. */
export function ImportScreen() {
  const replica = useReplica()
  const me = useMe()
  const work = useMemo(() => importOf(replica), [replica])
  const live = useLive(() => work.state$, [work])
  const state = live.kind === 'ready' ? live.value : work.state
  const isStaff = me.role === 'owner' || me.role === 'recruiter'
  return (
    <div className={classNames(styles.screen, state.step === 'review' && styles.filled)}>
      <PageHeader title="Import" />
      {!isStaff && <Banner tone="neutral">Importing is done by recruiters and the workspace’s owner.</Banner>}
      {isStaff && state.step === 'start' && <><StartStep work={work} problem={state.problem} readingName={state.readingName} /><HistoryList work={work} /></>}
      {state.step === 'mapping' && <MappingStep work={work} state={state} />}
      {state.step === 'review' && <ReviewStep work={work} state={state} onWrite={() => void work.write(Date.now())} />}
      {state.step === 'writing' && <WritingStep work={work} state={state} />}
      {state.step === 'done' && <ResultStep work={work} state={state} />}
    </div>
  )
}
