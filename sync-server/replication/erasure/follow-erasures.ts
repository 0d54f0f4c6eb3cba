import { standingOf } from '#shared/domain/erasure/standing'
import type { Candidate } from '#shared/domain/model/candidate'
import type { StoredDocument } from '../stored-document.ts'
import type { Work } from '../work.ts'
import { eraseOnceMore, markErased, rememberMark } from './mark.ts'
import { takeBackMark } from './take-back.ts'

/** The last change of a document in this transaction. */
const changeOf = (work: Work, { collection, id }: StoredDocument) => work.recordsOf(collection, id, []).at(-1)

/**
 * What the server does, in the transaction that brings it, about candidates who were marked as erased or whose mark was
 * taken back. A mark that comes with the server's own words about it was given back after a restore.
 */
export async function followErasures(work: Work): Promise<void> {
  const changed = [...work.changed.values()].filter(document => document.collection === 'candidates' && !document.deleted)
  for (const stored of changed) {
    const candidate = stored.content as unknown as Candidate
    const standing = standingOf(candidate)
    const change = changeOf(work, stored)
    if (change?.kind === 'restore') await eraseOnceMore(work, stored.id)
    if (standing.kind === 'asked') await markErased(work, stored.id, change?.personId ?? null)
    else if (standing.kind !== 'none') await rememberMark(work, stored.id, candidate.erasure!)
    else if (candidate.erasure) await takeBackMark(work, stored.id, change?.personId ?? null)
  }
}
