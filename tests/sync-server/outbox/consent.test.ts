import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startGoogle, type FakeGoogle } from '#tests/support/google-calendar'
import { startTestServer, type TestServer } from '#tests/support/test-server'

describe('somebody agrees that Shortlist acts for them', () => {
  let server: TestServer
  let google: FakeGoogle
  let id: string
  beforeAll(async () => {
    google = await startGoogle()
    server = await startTestServer('PGlite', { config: { allowPrivateHosts: ['127.0.0.1'] } })
    const config = { access: 'consent', organizer: 'interviews@acme.test', clientId: 'client-1', apiAddress: google.url, tokenAddress: google.tokenUrl, consentAddress: 'https://accounts.example.test/auth', holdsInterviews: false }
    const made = await server.request('POST', '/api/integrations/connections', server.owner.token, { connectorId: 'google-calendar', title: 'Google', config, secrets: { clientSecret: 'shh-secret' } })
    id = (made.body as { id: string }).id
  })
  afterAll(async () => {
    await server.stop()
    await google.stop()
  })
  const ask = async (): Promise<URL> => new URL(((await server.request('POST', `/api/integrations/connections/${id}/consent`, server.owner.token)).body as { url: string }).url)
  const back = async (state: string, more = '&code=c1') => {
    const answer = await fetch(`${server.url}/api/consent?state=${state}${more}`)
    return { status: answer.status, text: await answer.text() }
  }
  const kept = async () => ((await server.request('GET', '/api/integrations/connections', server.owner.token)).body as { connections: { secrets: Record<string, { kept: boolean }> }[] }).connections

  test('they come back with a code that is exchanged once, with the verifier this server kept', async () => {
    const url = await ask()
    google.behave({ challenge: url.searchParams.get('code_challenge')! })
    expect(url.searchParams.get('redirect_uri')).toBe(`${server.url}/api/consent`)
    expect(await back(url.searchParams.get('state')!)).toMatchObject({ status: 200, text: expect.stringContaining('The account is connected') })
    expect(await back(url.searchParams.get('state')!)).toMatchObject({ status: 400, text: expect.stringContaining('run out') })
    expect(JSON.stringify(await kept())).not.toContain('refresh-1')
    expect(await server.request('POST', `/api/integrations/connections/${id}/test`, server.owner.token)).toMatchObject({ body: { kind: 'failed', code: 'calendar.not_visible' } })
  })

  test('who does not agree, or comes with a made-up state, connects nothing', async () => {
    expect(await back((await ask()).searchParams.get('state')!, '&error=access_denied')).toMatchObject({ status: 400, text: expect.stringContaining('Nothing was connected') })
    expect(await back('guess')).toMatchObject({ status: 400 })
    google.behave({ challenge: 'of another' })
    expect(await back((await ask()).searchParams.get('state')!)).toMatchObject({ status: 502, text: expect.stringContaining('Connect the account again') })
    const other = await server.join('recruiter')
    expect(await server.request('POST', `/api/integrations/connections/${id}/consent`, other.token)).toMatchObject({ status: 403 })
  })
})
