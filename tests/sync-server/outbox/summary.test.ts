import { expect, test } from 'vitest'
import { servicenow } from '#server/connectors/servicenow/connector'
import type { IntegrationSummary } from '#shared/domain/model/onboarding'
import { stores } from '#tests/support/databases'
import { openHiring, serviceNowWork } from '#tests/support/hire-systems'
import { connect, openOutbox } from '#tests/support/outbox'
import { openWorkspace } from '#tests/support/workspace'

test.each(stores)('laptops hear at the start of a server what it knows of the connections there are, and nothing is written when it knows no more, on $name', async ({ open }) => {
  const store = await open()
  const workspace = await openWorkspace(store.db)
  await openHiring(workspace)
  await connect(store.db, workspace.workspaceId, servicenow, { config: { address: 'https://acme.test', user: 'shortlist', keyVariable: 'shortlist_key', work: serviceNowWork as never }, keys: { password: 'sesame' } })
  const known = async (): Promise<{ integrations: IntegrationSummary[]; revision: number }> => {
    const [row] = await store.db.query<{ content: { integrations: IntegrationSummary[] }; revision: number }>(`select content, revision from documents where collection = 'settings' and workspace_id = $1`, [workspace.workspaceId])
    return { integrations: row!.content.integrations, revision: row!.revision }
  }
  const restart = async (): Promise<void> => {
    const { outbox } = openOutbox(store.db, [servicenow], { everyMs: 3_600_000 })
    await outbox.start()
    await outbox.stop()
  }
  expect((await known()).integrations).toEqual([])
  await restart()
  const first = await known()
  expect(first.integrations).toMatchObject([{ title: 'ServiceNow', events: expect.arrayContaining(['hire.changed']), steps: ['hardware', 'access'] }])
  await restart()
  expect(await known()).toEqual(first)
  await store.close()
})
