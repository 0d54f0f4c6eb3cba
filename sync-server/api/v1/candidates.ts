import { z } from 'zod'
import type { Candidate } from '#shared/domain/model/candidate'
import { AppError } from '#shared/lib/app-error'
import type { Tx } from '../../db/database.ts'
import { followRecord } from '../../intake/candidate-keys.ts'
import { takePerson } from '../../intake/upsert-candidate.ts'
import { defineRoute } from './define-route.ts'
import { readLists } from './lists.ts'
import { isoOf, pageFrom, readCursor } from './pages.ts'
import { candidateSchema, candidatesPage, idParams, intakeSchema, newCandidateSchema, pageQuery } from './schemas.ts'
import { writeOnce } from './write-once.ts'

/** Private candidates are nobody's to read by a key, merged and erased records are no people any more. */
export const isOpenCandidate = `not deleted and jsonb_typeof(content->'privateTo') is distinct from 'array' and content->>'mergedIntoId' is null and content->>'erasedAtMs' is null`

/** What a program may know of a candidate: no expected pay, no notes, no summary. */
function shown(candidate: Candidate, nameOf: Awaited<ReturnType<typeof readLists>>): z.infer<typeof candidateSchema> {
  const { id, fullName, headline, company, title, location, emails, phones, links, tags } = candidate
  return { id, fullName, headline, company, title, location, emails: [...emails], phones: [...phones], links: [...links], tags: [...tags], source: nameOf('sources', candidate.sourceId) ?? (candidate.sourceNote || null), createdAt: isoOf(candidate.createdAtMs) }
}

/** A record that was merged away answers with the one it went into. */
export async function openCandidate(db: Tx, workspaceId: string, id: string, hops = 5): Promise<Candidate> {
  const [row] = await db.query<{ content: Candidate }>(
    `select content from documents where workspace_id = $1 and collection = 'candidates' and id = $2 and not deleted and jsonb_typeof(content->'privateTo') is distinct from 'array' and content->>'erasedAtMs' is null`, [workspaceId, id],
  )
  if (!row) throw new AppError('request.not_found')
  const into = row.content.mergedIntoId
  return into === null || hops === 0 ? row.content : openCandidate(db, workspaceId, into, hops - 1)
}

export const listCandidates = defineRoute({
  method: 'GET', path: '/api/v1/candidates', scope: 'candidates:read', title: 'List candidates', say: 'Newest first. Candidates that were made private are left out.',
  query: z.strictObject(pageQuery), answers: { 200: { say: 'A page of candidates', schema: candidatesPage } },
  handle: async ({ program: { workspaceId }, query }, { db }) => {
    const found = await db.query<{ id: string; content: Candidate }>(
      `select id, content from documents where workspace_id = $1 and collection = 'candidates' and ${isOpenCandidate} and ($2::uuid is null or id < $2) order by id desc limit ${query.limit + 1}`, [workspaceId, readCursor(query.after)],
    )
    const nameOf = await readLists(db, workspaceId)
    const { rows, next } = pageFrom(found, query.limit)
    return { status: 200, body: { data: rows.map(row => shown(row.content, nameOf)), next } }
  },
})

export const readCandidate = defineRoute({
  method: 'GET', path: '/api/v1/candidates/:id', scope: 'candidates:read', title: 'Read a candidate', say: 'A record that was merged away answers with the one it went into.',
  params: idParams, answers: { 200: { say: 'The candidate', schema: candidateSchema } }, problems: ['request.not_found'],
  handle: async ({ program: { workspaceId }, params }, { db }) => ({ status: 200, body: shown(await openCandidate(db, workspaceId, params.id), await readLists(db, workspaceId)) }),
})

export const addCandidate = defineRoute({
  method: 'POST', path: '/api/v1/candidates', scope: 'candidates:write', title: 'Add a candidate, or find them',
  say: 'A person is recognised by e-mail, phone with its country code, or profile link. Somebody who is known is not made again: what is empty is filled, what stands is never replaced.',
  body: newCandidateSchema, answers: { 201: { say: 'Added', schema: intakeSchema }, 200: { say: 'Known already', schema: intakeSchema } },
  handle: async (call, tools) => {
    await followRecord(tools.db, call.program.workspaceId)
    return writeOnce(tools, call, async (tx, stamp) => {
      const { outcome, candidate, changes, changed, alsoMatches } = await takePerson(tx, call.program.workspaceId, call.body, stamp, call.program.keyName)
      return { status: outcome === 'created' ? 201 : 200, body: { outcome, id: candidate.id, changed, alsoMatches }, changes }
    })
  },
})
