import { readFileSync } from 'node:fs'
import { buildSchema, graphqlSync } from 'graphql'
import { startFakeVendor, type FakeVendor } from './fake-vendor.ts'

type Fields = { testId: string; candidateEmail: string; preferExisting?: boolean; externalId?: string }
/** A session as CodeSignal would tell of it; `asked` is what it was invited with. */
export type FakeSession = { id: string; status: string; createDate: number | string | null; asked: Fields; testTaker: { email: string }; [told: string]: unknown }
export type FakeCodeSignal = FakeVendor & { sessions: FakeSession[]; says: (errors: readonly object[] | null) => void }

const schema = buildSchema(readFileSync(new URL('../specs/codesignal/schema.graphql', import.meta.url), 'utf8'))
export const fakeNowMs = 1_790_000_001_000

/** CodeSignal by its published types: what does not fit them is refused as any GraphQL server refuses it. */
export async function startCodeSignal(): Promise<FakeCodeSignal> {
  const sessions: FakeSession[] = []
  let errors: readonly object[] | null = null
  const tests = [{ id: 't7', title: 'Backend basics', duration: 1 }, { id: 't8', title: 'Frontend', duration: 1 }]
  const root = {
    companyTests: ({ first, offset = 0 }: { first: number; offset?: number }) => ({ totalCount: tests.length, tests: tests.slice(offset, offset + first), pageInfo: { hasNextPage: offset + first < tests.length } }),
    companyTestSession: ({ id }: { id: string }) => sessions.find(each => each.id === id) ?? null,
    companyTestSessions: ({ companyTestId, first, offset = 0 }: { companyTestId: string; first: number; offset?: number }) => sessions.filter(each => each.asked.testId === companyTestId).slice(offset, offset + first),
    createCompanyTestSession: ({ sessionFields: asked }: { sessionFields: Fields }) => {
      const open = asked.preferExisting ? sessions.find(each => each.asked.testId === asked.testId && each.testTaker.email === asked.candidateEmail && (each.status === 'pending' || each.status === 'active')) : undefined
      if (open) return open
      const id = `s${sessions.length + 1}`
      const made: FakeSession = {
        id, status: 'pending', createDate: fakeNowMs, startDate: null, finishDate: null, maxScore: 1000, taskCount: 4, invitationUrl: `https://app.codesignal.com/test/${id}`, integrityReviewSuggested: null, result: null,
        test: tests.find(test => test.id === asked.testId), testTaker: { email: asked.candidateEmail }, asked,
      }
      sessions.push(made)
      return made
    },
    deleteCompanyTestSession: ({ id }: { id: string }) => { sessions.find(each => each.id === id)!.status = 'deleted'; return id },
  }
  const vendor = await startFakeVendor(({ method, path, headers, json }) => {
    if (method !== 'POST' || path !== '/graphql') return { status: 404, json: {} }
    if (headers['authorization'] !== 'Bearer a key of theirs') return { status: 401, json: { errors: [{ message: 'Access Denied' }] } }
    if (errors) return { status: 200, json: { data: null, errors } }
    const { query: source, variables } = json() as { query: string; variables: Record<string, unknown> }
    const answer = graphqlSync({ schema, source, rootValue: root, variableValues: variables })
    return { status: answer.data === undefined ? 400 : 200, json: answer }
  })
  return Object.assign(vendor, { sessions, says: (said: readonly object[] | null) => { errors = said } })
}
