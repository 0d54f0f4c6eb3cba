import type { Candidate } from '#shared/domain/model/candidate'
import { createId } from '#shared/lib/ids'

/** A candidate with nothing but a name, for tests of the replica. */
export function candidateNamed(fullName: string, more: Partial<Candidate> = {}): Candidate {
  return {
    id: createId(), fullName, headline: '', company: '', title: '', location: '', zone: null, emails: [], phones: [], links: [], tags: [],
    sourceId: null, sourceNote: '', summary: '', employments: [], educations: [], files: [], ownerId: null, privateTo: null,
    times: null, expectedCompensation: null, mergedIntoId: null, erasedAtMs: null, importId: null, createdAtMs: 1_700_000_000_000, ...more,
  }
}
