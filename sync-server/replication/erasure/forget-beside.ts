import type { Tx } from '../../db/database.ts'
import { forgetErasedIn } from '../../outbox/forget-erased.ts'
import type { StoredDocument } from '../stored-document.ts'

/** What tables beside the record know of a candidate. Ids that other systems gave a hire stay: that employee is theirs. */
export async function forgetBeside(tx: Tx, workspaceId: string, candidateId: string, documents: readonly StoredDocument[]): Promise<void> {
  const idsOf = (collection: string): string[] => documents.filter(each => each.collection === collection).map(each => each.id)
  const [cards, interviews] = [idsOf('applications'), idsOf('interviews')]
  await tx.query('delete from booking_links where workspace_id = $1 and candidate_id = $2', [workspaceId, candidateId])
  await tx.query('delete from candidate_keys where workspace_id = $1 and candidate_id = $2', [workspaceId, candidateId])
  await tx.query(`update hook_steps set say = '', missing = '[]' where workspace_id = $1 and application_id = any($2::uuid[])`, [workspaceId, cards])
  await tx.query(`update calendar_events set wanted = null, join_url = null where workspace_id = $1 and interview_id = any($2::uuid[]) and next_try_at_ms is null`, [workspaceId, interviews])
  await tx.query(`delete from invites where workspace_id = $1 and interview_id = any($2::uuid[]) and next_try_at_ms is null`, [workspaceId, interviews])
  // What was made of an address, so that a vendor's message finds its request: only where no answer ever came.
  const requests = documents.flatMap(({ collection, content }) => (collection === 'activities' && content['kind'] === 'assessment.sent' ? [String((content['facts'] as Record<string, unknown>)['requestId'])] : []))
  await tx.query(`delete from external_ids where kind = 'invitation' and local_id = any($2::text[]) and connection_id in (select id from connections where workspace_id = $1)`, [workspaceId, requests])
  // Answers that are kept for a repeated request of a program.
  await tx.query('delete from api_requests where key_id in (select id from api_keys where workspace_id = $1) and answer::text like $2', [workspaceId, `%${candidateId}%`])
  await forgetErasedIn(tx)
}
