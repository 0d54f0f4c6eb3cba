import type { TimelineNames } from '#shared/domain/timeline-words'
import type { Directory } from '../../replica/react.tsx'

/** How the timeline says ids. */
export function timelineNames(directory: Directory, candidateName: (id: string) => string | null): TimelineNames {
  return {
    person: id => directory.people.get(id)?.name ?? null,
    candidate: candidateName,
    job: id => directory.jobs.get(id)?.title ?? null,
    stage: (jobId, stageId) => directory.jobs.get(jobId)?.stages.find(stage => stage.id === stageId)?.name ?? null,
    reason: id => directory.settings?.rejectionReasons.find(reason => reason.id === id)?.name ?? null,
  }
}
