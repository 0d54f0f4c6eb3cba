import { addApplication, listApplications, readApplication } from './applications.ts'
import { addCandidate, listCandidates, readCandidate } from './candidates.ts'
import { defineRoute, type V1Route } from './define-route.ts'
import { listHooks, subscribe, unsubscribe } from './hooks.ts'
import { listJobs, readJob } from './jobs.ts'
import { readSamples } from './samples.ts'
import { programSchema } from './schemas.ts'

const readProgram = defineRoute({
  method: 'GET', path: '/api/v1/me', scope: null, title: 'Who this key is', say: 'For a test of the connection.', answers: { 200: { say: 'The workspace, the key and its scopes', schema: programSchema } },
  handle: async ({ program: { workspaceId, workspaceName, keyId, keyName, scopes } }) => ({ status: 200, body: { workspace: { id: workspaceId, name: workspaceName }, key: { id: keyId, name: keyName }, scopes: [...scopes] } }),
})

/** Every route of the API, one line each. */
export const v1Routes: readonly V1Route[] = [
  readProgram,
  listJobs,
  readJob,
  listCandidates,
  readCandidate,
  addCandidate,
  listApplications,
  readApplication,
  addApplication,
  listHooks,
  subscribe,
  unsubscribe,
  readSamples,
]
