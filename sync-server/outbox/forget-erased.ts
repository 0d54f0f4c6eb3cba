import type { Database, Tx } from '../db/database.ts'

/** What a delivery about somebody who was erased says from then on. */
const gone = 'This candidate was erased at their request; what was sent is not kept.'

/** Erased for good: what was only marked can still be taken back, and nothing of it goes. */
const isErased = (candidate: string): string => `jsonb_typeof(${candidate}.content->'erasure'->'doneAtMs') = 'number'`
const erasedAt = (candidate: string): string => `(${candidate}.content->'erasure'->>'doneAtMs')::bigint`

/**
 * Takes what is known of candidates who were erased since out of the tables beside the record: what was sent and answered,
 * what a survey was told, what other systems wrote. That something was sent, when and to whom stays. Asks and messages of
 * that time go as a whole: they may be about anybody.
 */
export async function forgetErased(db: Database, nowMs: number): Promise<void> {
  await db.transaction(async tx => {
    await forgetErasedIn(tx)
    await forgetLateMessages(tx, nowMs)
  })
}

/** The same inside a transaction of the caller's. */
export async function forgetErasedIn(tx: Tx): Promise<void> {
  const sent = `d join documents p on p.workspace_id = d.workspace_id and p.collection = 'candidates' and p.id = d.candidate_id`
  await tx.query(`update delivery_attempts a set exchanges = '[]', say = '' from deliveries ${sent} where a.delivery_id = d.id and ${isErased('p')} and (a.exchanges <> '[]'::jsonb or a.say <> '')`)
  await tx.query(
    `update deliveries set data = '{}', say = $1, missing = '[]' where state in ('done', 'dead', 'skipped') and say <> $1 and id in (select d.id from deliveries ${sent} where ${isErased('p')})`, [gone],
  )
  await tx.query(
    `update hook_polls a set exchanges = '[]' where a.exchanges <> '[]'::jsonb and exists (
       select 1 from documents p where p.workspace_id = a.workspace_id and p.collection = 'candidates' and ${isErased('p')} and ${erasedAt('p')} >= a.at_ms)`,
  )
  await forgetSurveys(tx)
  await forgetMessages(tx)
  await forgetInvitations(tx)
}

/** An erased candidate's answers go; a manager's figure about the hire stays for the report, without its words. */
async function forgetSurveys(tx: Tx): Promise<void> {
  const isOfErased = `exists (select 1 from documents p where p.workspace_id = s.workspace_id and p.collection = 'candidates' and p.id = s.candidate_id and ${isErased('p')})`
  await tx.query(`delete from surveys s where s.person_id is null and ${isOfErased}`)
  await tx.query(`update surveys s set comment = '' where s.comment <> '' and ${isOfErased}`)
}

/** What came from outside before an erasure and is settled; what still waits is worked first, and then goes in a later sweep. */
async function forgetMessages(tx: Tx): Promise<void> {
  await tx.query(
    `update inbound_messages m set body = ''::bytea, headers = '{"kept":{},"query":{}}', say = '' where m.state in ('done', 'dead') and length(m.body) > 0 and exists (
       select 1 from documents p where p.workspace_id = m.workspace_id and p.collection = 'candidates' and ${isErased('p')} and ${erasedAt('p')} >= m.received_at_ms)`,
  )
}

const dayMs = 86_400_000

/** For 90 days after somebody was erased, whatever comes from outside may still be about them: once it is worked it is kept for a day. */
async function forgetLateMessages(tx: Tx, nowMs: number): Promise<void> {
  await tx.query(
    `update inbound_messages m set body = ''::bytea, headers = '{"kept":{},"query":{}}', say = '' where m.state in ('done', 'dead') and length(m.body) > 0 and m.received_at_ms < $1
       and exists (select 1 from erasures e where e.workspace_id = m.workspace_id and e.done_at_ms > m.received_at_ms - $2::bigint)`, [nowMs - dayMs, 90 * dayMs],
  )
}

/** Their name and address in the lists of who was told of an interview; an invitation that is still to be called off goes first. */
async function forgetInvitations(tx: Tx): Promise<void> {
  await tx.query(
    `delete from invites v where v.kind = 'candidate' and v.next_try_at_ms is null and v.state <> 'waiting' and exists (
       select 1 from documents i join documents p on p.workspace_id = i.workspace_id and p.collection = 'candidates' and p.id = i.candidate_id
       where i.workspace_id = v.workspace_id and i.collection = 'interviews' and i.id = v.interview_id and ${isErased('p')}
         and (v.wanted->>'method' = 'cancel' or (i.content->>'endMs')::bigint <= ${erasedAt('p')}))`,
  )
}
