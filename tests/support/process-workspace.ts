import pg from 'pg'
import type { Session } from '#shared/contract/http'
import { testPassword } from './test-server.ts'

export type Signed = Session & { token: string }

async function post<T>(url: string, body: object, token?: string): Promise<T> {
  const reply = await fetch(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'x-shortlist-client': 'desktop', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) } })
  if (!reply.ok) throw new Error(`${url}: ${await reply.text()}`)
  return reply.json() as Promise<T>
}

/** Makes the workspace of a server in another process. */
export const setUp = (url: string): Promise<Signed> =>
  post(`${url}/api/setup`, { workspaceName: 'Acme', ownerName: 'Mara Lindt', email: 'mara@acme.test', password: testPassword, zone: 'Europe/Berlin', device: 'Mara’s laptop' })

export const signIn = (url: string, device: string): Promise<Signed> => post(`${url}/api/sessions`, { email: 'mara@acme.test', password: testPassword, device })

/** An empty database on the test cluster, for server processes. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `process_${process.pid}_${Date.now()}`
  const run = async (text: string): Promise<void> => {
    const client = new pg.Client({ connectionString: process.env['TEST_POSTGRES_URL'] })
    await client.connect()
    await client.query(text).finally(() => client.end())
  }
  await run(`create database ${name}`)
  const url = new URL(String(process.env['TEST_POSTGRES_URL']))
  url.pathname = `/${name}`
  return { url: url.href, drop: () => run(`drop database ${name} with (force)`) }
}
