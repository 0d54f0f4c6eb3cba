import { describe, expect, test } from 'vitest'
import { forgetStrayFiles } from '#server/replication/erasure/forget-files'
import { readHistory } from '#server/replication/history'
import { listErased, readReceipt } from '#server/replication/erasure/receipt'
import { listDeleted } from '#server/replication/deleted'
import { writeRecord } from '#server/replication/record'
import { graceMs } from '#shared/domain/erasure/standing'
import { offerId } from '#shared/domain/offers/approvals'
import type { Content } from '#shared/domain/merge/units'
import type { CollectionName } from '#shared/domain/model/collections'
import { createId } from '#shared/lib/ids'
import { stores } from '#tests/support/databases'
import { eachWorkspace } from '#tests/support/each-workspace'
import { afterGrace, markErased, resumeHash, secret, tablesHolding, wholeCandidate } from '#tests/support/erasure'
import { editRow, makeCandidate, newRow, testNowMs, type TestWorkspace } from '#tests/support/workspace'

describe.each(stores)('erasing a candidate, on $name', ({ open }) => {
  let workspace: TestWorkspace
  eachWorkspace(open, opened => { workspace = opened })

  const read = async (collection: CollectionName, id: string) => {
    const [row] = await workspace.db.query<{ content: Content; deleted: boolean; revision: number }>('select content, deleted, revision from documents where collection = $1 and id = $2', [collection, id])
    return row!
  }

  test('owner and recruiters may; a hand-written client of anybody else is refused', async () => {
    const { candidate } = await wholeCandidate(workspace)
    expect(await markErased(workspace, candidate.id, 'coordinator')).toMatchObject({ kind: 'refused', code: 'access.not_yours_to_change' })
    expect((await markErased(workspace, candidate.id, 'hiringManager')).kind).toBe('refused')
    expect((await read('candidates', candidate.id)).content['erasedAtMs']).toBeNull()
    expect((await markErased(workspace, candidate.id, 'recruiter')).kind).toBe('accepted')
    const [words] = await workspace.push(workspace.members.recruiter, [editRow('candidates', candidate.id, 1e6, { erasure: null })])
    expect(words, 'what the server says of it is the server\'s').toMatchObject({ kind: 'refused' })
  })

  test('the mark closes at once and changes nothing else; taken back, cards stand where they stood', async () => {
    const { candidate, application, coming, held, message, note } = await wholeCandidate(workspace)
    const before = (await read('applications', application.id)).content
    await markErased(workspace, candidate.id)
    expect((await read('candidates', candidate.id)).content).toMatchObject({ fullName: `Ana ${secret}`, erasure: { byId: workspace.members.recruiter.personId, atMs: testNowMs, untilMs: testNowMs + graceMs, doneAtMs: null } })
    expect((await read('applications', application.id)).content).toMatchObject({ status: 'withdrawn', stageId: before['stageId'] })
    expect((await read('interviews', coming.id)).content).toMatchObject({ cancelled: true })
    expect((await read('interviews', held.id)).content).toMatchObject({ cancelled: false })
    expect((await read('messages', message.id)).content).toMatchObject({ cancelled: true })
    expect((await read('offers', offerId(application.id))).content).toMatchObject({ status: 'rescinded', statusNote: '' })
    expect(await workspace.db.query('select resource from bookings where interview_id = $1', [coming.id])).toEqual([])
    expect(await afterGrace(workspace.db, testNowMs + graceMs - 1), 'not before its time').toBe(0)
    const [late] = await workspace.push(workspace.members.owner, [editRow('candidates', candidate.id, (await read('candidates', candidate.id)).revision, { headline: 'news' })])
    expect(late).toMatchObject({ kind: 'refused', code: 'rules.candidate_erased' })
    expect((await markErased(workspace, candidate.id, 'owner', null)).kind).toBe('accepted')
    expect((await read('applications', application.id)).content).toEqual(before)
    expect((await read('offers', offerId(application.id))).content).toMatchObject({ status: 'draft' })
    expect((await read('candidates', candidate.id)).content).toMatchObject({ erasedAtMs: null, erasure: null, fullName: `Ana ${secret}` })
    expect((await read('notes', note.id)).content).toMatchObject({ plain: secret })
    expect(await afterGrace(workspace.db)).toBe(0)
    const lines = await workspace.db.query<{ undone: unknown }>(`select content->'facts'->'undone' as undone from documents where collection = 'activities' and content->>'kind' = 'candidate.erased' order by revision`)
    expect(lines).toEqual([{ undone: null }, { undone: true }])
  })

  test('two who mark the same person apart agree: nobody is asked, and the time runs from the first', async () => {
    const { candidate } = await wholeCandidate(workspace)
    const { revision } = await read('candidates', candidate.id)
    await workspace.push(workspace.members.recruiter, [editRow('candidates', candidate.id, revision, { erasedAtMs: testNowMs - 5_000 })])
    const [again] = await workspace.push(workspace.members.owner, [editRow('candidates', candidate.id, revision, { erasedAtMs: testNowMs - 9_000 })])
    expect(again).toMatchObject({ kind: 'accepted', content: { erasedAtMs: testNowMs - 5_000 } })
    expect((await read('candidates', candidate.id)).content).toMatchObject({ erasedAtMs: testNowMs - 5_000, erasure: { byId: workspace.members.recruiter.personId } })
    expect(await workspace.db.query(`select id from documents where collection = 'conflicts' and content->>'documentId' = $1 and content->>'unit' = 'erasedAtMs'`, [candidate.id])).toEqual([])
  })

  test('the mark takes back tests that were not begun, once, and no other', async () => {
    const { candidate, application, job } = await wholeCandidate(workspace)
    const { db, workspaceId, members: { recruiter }, push } = workspace
    const connectionId = createId()
    const ask = (requestId: string, more: object = {}) => newRow('activities', {
      id: createId(), kind: 'assessment.sent', candidateId: candidate.id, applicationId: application.id, jobId: job.id, actorId: recruiter.personId, atMs: testNowMs, newestFirst: 1, facts: { requestId, connectionId, testId: 't7', test: secret, ...more }, importId: null, createdAtMs: testNowMs,
    })
    const [waiting, sent, begun, undone] = [createId(), createId(), createId(), createId()]
    await push(recruiter, [ask(waiting), ask(sent), ask(begun), ask(undone), ask(undone, { undone: true })])
    const told = (id: string, state: string) => ({ id, connectionId, vendor: 'x', test: 'x', state, score: null, maxScore: null, reportUrl: '', say: '', sentAtMs: 1, finishedAtMs: null, atMs: 1, raw: '' })
    await db.transaction(tx => writeRecord(tx, workspaceId, null, [{ collection: 'applications', id: application.id, content: { assessments: [told(sent, 'sent'), told(begun, 'started')] } }], testNowMs))
    const withdrawn = async () => (await db.query<{ id: string }>(`select data->>'requestId' as id from events where kind = 'assessment.requested' and data->>'withdrawn' = 'true' order by sequence, position`)).map(row => row.id)
    expect(await withdrawn()).toEqual([undone])
    await markErased(workspace, candidate.id)
    const [first, ...asked] = await withdrawn()
    expect([first, ...asked.toSorted()]).toEqual([undone, ...[waiting, sent].toSorted()])
  })

  test('once the time is over no table holds a word of them; ids, stage, rating and who erased whom stay', async () => {
    const { candidate, application, card, note } = await wholeCandidate(workspace)
    expect(await tablesHolding(workspace.db, secret)).toEqual(['documents', 'files', 'revisions'])
    await markErased(workspace, candidate.id)
    expect(await afterGrace(workspace.db)).toBe(1)
    expect(await tablesHolding(workspace.db, secret)).toEqual([])
    expect(await tablesHolding(workspace.db, '7654321')).toEqual([])
    expect((await read('candidates', candidate.id)).content).toMatchObject({ fullName: 'Erased candidate', emails: [], erasure: { doneAtMs: testNowMs + graceMs + 1 } })
    expect((await read('applications', application.id)).content).toMatchObject({ stageId: (await read('applications', application.id)).content['stageId'], status: 'withdrawn', candidateId: candidate.id })
    expect((await read('scorecards', card.id)).content).toMatchObject({ ratings: [{ rating: 4, comment: '', evidence: [] }], recommendation: 'yes' })
    expect((await read('notes', note.id)).deleted).toBe(true)
    const audit = await workspace.db.query<{ action: string; personId: string; facts: unknown }>('select action, person_id as "personId", facts from audit order by id')
    expect(audit.map(line => line.action)).toEqual(['candidate.erased', 'candidate.erased_for_good'])
    expect(audit.map(line => line.facts)).toEqual([{ candidateId: candidate.id }, { candidateId: candidate.id }])
    const history = await readHistory(workspace.db, workspace.workspaceId, workspace.members.owner.personId, 'candidates', candidate.id)
    expect(history.length).toBeGreaterThan(3)
    expect(history.flatMap(entry => Object.keys(entry.changes))).toEqual([])
    expect((await listDeleted(workspace.db, workspace.workspaceId, workspace.members.owner.personId, null)).records, 'nothing can be brought back').toEqual([])
    expect(await afterGrace(workspace.db, testNowMs + 2 * graceMs), 'once is enough').toBe(0)
  })

  test('laptops get the emptied record and the end of notes, letters and conflicts at their next contact', async () => {
    const { candidate, note, message } = await wholeCandidate(workspace)
    const { members: { recruiter }, pullAll } = workspace
    await markErased(workspace, candidate.id)
    const { cursor } = await pullAll(recruiter)
    await afterGrace(workspace.db)
    const { rows } = await pullAll(recruiter, cursor)
    expect(rows.find(row => row.id === candidate.id)?.content).toMatchObject({ fullName: 'Erased candidate' })
    expect(rows.filter(row => row.gone === 'deleted').map(row => row.collection).toSorted()).toEqual(['conflicts', 'messages', 'notes'])
    expect(rows.filter(row => [note.id, message.id].includes(row.id)).every(row => row.content === null)).toBe(true)
    expect(JSON.stringify((await pullAll(recruiter)).rows)).not.toContain(secret)
  })

  test('a laptop with unsent work brings nobody back: each kind of row is refused with its code and kept nowhere', async () => {
    const { candidate, application, note, card, job } = await wholeCandidate(workspace)
    await markErased(workspace, candidate.id)
    await afterGrace(workspace.db)
    const { members: { recruiter, interviewer }, push } = workspace
    const late = { ...note, id: createId() }
    const results = await push(recruiter, [
      editRow('candidates', candidate.id, 5, { fullName: secret }), editRow('candidates', candidate.id, 1e6, { erasedAtMs: null }), editRow('applications', application.id, 5, { rejectionNote: secret, tags: [secret] }),
      editRow('notes', note.id, 5, { title: secret }), newRow('notes', late), newRow('activities', { id: createId(), kind: 'note.added', candidateId: candidate.id, applicationId: null, jobId: job.id, actorId: recruiter.personId, atMs: testNowMs, newestFirst: 1, facts: { name: secret }, importId: null, createdAtMs: testNowMs }),
      newRow('candidates', { ...candidate, fullName: secret }),
    ])
    expect(results.map(result => (result.kind === 'refused' ? [result.code, result.conflictId] : result))).toEqual(results.map(() => ['rules.candidate_erased', null]))
    expect(await push(interviewer, [editRow('scorecards', card.id, 5, { takeaways: secret })])).toMatchObject([{ kind: 'refused', code: 'rules.candidate_erased', conflictId: null }])
    expect(await tablesHolding(workspace.db, secret)).toEqual([])
  })

  test('what another system tells late of them is written without them', async () => {
    const { candidate, application } = await wholeCandidate(workspace)
    await markErased(workspace, candidate.id)
    await afterGrace(workspace.db)
    const test = { id: createId(), connectionId: createId(), vendor: 'HackerRank', test: 'Node', state: 'finished', score: 71, maxScore: 100, reportUrl: `https://x.test/${secret}`, say: secret, sentAtMs: 1, finishedAtMs: 2, atMs: 2, raw: secret }
    await workspace.db.transaction(tx => writeRecord(tx, workspace.workspaceId, null, [{ collection: 'applications', id: application.id, content: { assessments: [test] } }, { collection: 'notes', id: createId(), content: { candidateId: candidate.id, title: secret } }], testNowMs))
    expect((await read('applications', application.id)).content['assessments']).toMatchObject([{ score: 71, raw: '' }])
    expect(await tablesHolding(workspace.db, secret)).toEqual([])
  })

  test('a file that comes late of somebody who is gone goes a day after; one that a record lists, or listed once, stays', async () => {
    const { candidate } = await wholeCandidate(workspace)
    const { db, workspaceId, members: { recruiter }, push } = workspace
    const keep = (sha256: string) => db.query(`insert into files (workspace_id, sha256, part, parts, size_bytes, media_type, bytes, created_at_ms, created_by) values ($1, $2, 0, 1, 1, 'text/plain', 'x', $3, $4)`, [workspaceId, sha256, testNowMs + 1, recruiter.personId])
    const [stray, listed, once] = ['d', 'e', 'f'].map(each => each.repeat(64)) as [string, string, string]
    const fileOf = (sha256: string) => ({ ...candidate.files[0]!, id: createId(), sha256 })
    const other = makeCandidate({ files: [fileOf(listed), fileOf(once)] })
    const [made] = await push(recruiter, [newRow('candidates', other)])
    await push(recruiter, [editRow('candidates', other.id, made!.revision, { files: [other.files[0]!] })])
    for (const each of [stray, listed, once]) await keep(each)
    await markErased(workspace, candidate.id)
    await afterGrace(db)
    const kept = async () => (await db.query<{ sha256: string }>('select sha256 from files order by sha256')).map(row => row.sha256)
    await forgetStrayFiles(db, testNowMs + 86_400_000)
    expect(await kept()).toEqual([stray, listed, once])
    await forgetStrayFiles(db, testNowMs + 86_400_002)
    expect(await kept()).toEqual([listed, once])
  })

  test('every table of the database is decided: it is forgotten in, or holds no word of a candidate', async () => {
    const forgotten = ['api_requests', 'booking_holds', 'booking_links', 'calendar_events', 'candidate_keys', 'deliveries', 'delivery_attempts', 'documents', 'files', 'hook_polls', 'hook_steps', 'inbound_messages', 'invites', 'revisions', 'surveys']
    const wordless = [
      'accounts', 'alternative_searches', 'api_key_secrets', 'api_keys', 'assessment_requests', 'audit', 'bookings', 'calendar_sync', 'calendars', 'candidate_key_cursors', 'connection_catalogs', 'connections', 'consents', 'epochs', 'erasures', 'events', 'external_ids', 'field_owners',
      'hook_cursors', 'hook_subscriptions', 'invitations', 'invite_cursors', 'meetings', 'person_keys', 'reminders', 'schema_migrations', 'sessions', 'summary_services', 'transcript_asks', 'workspaces',
    ]
    const tables = await workspace.db.query<{ name: string }>(`select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'`)
    expect(tables.map(table => table.name).toSorted()).toEqual([...forgotten, ...wordless].toSorted())
  })

  test('owner and recruiters find who was erased, the last first, as far as they may see them', async () => {
    const { candidate } = await wholeCandidate(workspace)
    const { db, workspaceId, members, push } = workspace
    const hidden = makeCandidate({ privateTo: [members.owner.personId] })
    await push(members.owner, [newRow('candidates', hidden)])
    await markErased(workspace, candidate.id)
    await markErased(workspace, hidden.id, 'owner')
    const listed = async (member: { personId: string }) => (await listErased(db, workspaceId, member.personId, testNowMs)).map(each => each.candidateId)
    expect((await listed(members.owner)).toSorted()).toEqual([candidate.id, hidden.id].toSorted())
    expect(await listed(members.recruiter)).toEqual([candidate.id])
    await expect(listed(members.coordinator)).rejects.toMatchObject({ code: 'access.forbidden' })
    await afterGrace(db)
    expect(await listErased(db, workspaceId, members.recruiter.personId, testNowMs + graceMs)).toEqual([{ candidateId: candidate.id, byId: members.recruiter.personId, atMs: testNowMs, untilMs: testNowMs + graceMs, doneAtMs: testNowMs + graceMs + 1 }])
    expect(await listErased(db, workspaceId, members.recruiter.personId, testNowMs + 92 * 86_400_000)).toEqual([])
    expect(await readReceipt(db, workspaceId, members.owner.personId, hidden.id)).toMatchObject({ waiting: [] })
    await expect(readReceipt(db, workspaceId, members.recruiter.personId, hidden.id)).rejects.toMatchObject({ code: 'document.unknown' })
  })

  test('records merged into them go along, and a file another candidate has too stays theirs', async () => {
    const { candidate } = await wholeCandidate(workspace)
    const { members: { recruiter }, push } = workspace
    const [merged, other] = [makeCandidate({ fullName: `A. ${secret}` }), makeCandidate({ fullName: 'Bruno', files: candidate.files.map(file => ({ ...file, name: 'shared.pdf' })) })]
    const made = await push(recruiter, [newRow('candidates', merged), newRow('candidates', other)])
    await push(recruiter, [editRow('candidates', merged.id, made[0]!.revision, { mergedIntoId: candidate.id })])
    await markErased(workspace, candidate.id)
    expect(await afterGrace(workspace.db)).toBe(2)
    expect(await tablesHolding(workspace.db, secret)).toEqual(['files'])
    expect(await workspace.db.query('select sha256 from files')).toEqual([{ sha256: resumeHash }])
  })
})
