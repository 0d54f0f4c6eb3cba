import Fastify, { type FastifyInstance } from 'fastify'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { registerProblems } from '#server/http/problems'
import { registerSecurity } from '#server/http/security'
import { registerStaticApp } from '#server/http/static-app'

const script = 'console.info("shortlist")\n'.repeat(500)
let folder: string
let app: FastifyInstance

async function serve(path: string): Promise<FastifyInstance> {
  const served = Fastify()
  registerProblems(served)
  await registerSecurity(served, { publicUrl: null, trustProxy: false, isHttps: false, requestsPerMinute: 1_000 })
  await registerStaticApp(served, path)
  return served
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shortlist-static-'))
  await mkdir(join(folder, 'app', 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), 'not for anybody')
  await writeFile(join(folder, 'app', 'index.html'), '<title>Shortlist</title>')
  await writeFile(join(folder, 'app', 'sw.js'), script)
  await writeFile(join(folder, 'app', 'assets', 'index-B1x9_aQz.js'), script)
  app = await serve(join(folder, 'app'))
})
afterEach(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

test('the root leads to the workstation', async () => {
  const answer = await app.inject('/')
  expect([answer.statusCode, answer.headers['location']]).toEqual([302, '/app/'])
})

test('any address inside the app opens its page, which is always asked for anew', async () => {
  for (const url of ['/app/', '/app/jobs/0190-x/board', '/app/join/abc_DEF-123']) {
    const answer = await app.inject(url)
    expect([answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([200, '<title>Shortlist</title>', 'no-cache'])
  }
})

test('built assets are kept for ever, the worker is not', async () => {
  expect((await app.inject('/app/assets/index-B1x9_aQz.js')).headers['cache-control']).toContain('immutable')
  expect((await app.inject('/app/sw.js')).headers['cache-control']).toBe('no-cache')
})

test.each([
  ['gzip, deflate, br', 'br', brotliDecompressSync], ['gzip', 'gzip', gunzipSync], ['br;q=0, gzip', 'gzip', gunzipSync],
])('asked with %s it answers with %s', async (accepted, encoding, unpack) => {
  const answer = await app.inject({ url: '/app/assets/index-B1x9_aQz.js', headers: { 'accept-encoding': accepted } })
  expect(answer.headers['content-encoding']).toBe(encoding)
  expect(answer.headers['vary']).toContain('accept-encoding')
  expect(answer.rawPayload.length).toBeLessThan(script.length / 10)
  expect(unpack(answer.rawPayload).toString()).toBe(script)
})

test('asked for it plain it answers plain', async () => {
  const answer = await app.inject('/app/assets/index-B1x9_aQz.js')
  expect([answer.headers['content-encoding'], answer.body]).toEqual([undefined, script])
})

test('a missing file and a path that climbs out are not found', async () => {
  for (const url of ['/app/assets/gone-12345678.js', '/app/../secret.txt', '/app/%2e%2e/secret.txt', '/app/..%2fsecret.txt', '/elsewhere']) {
    const answer = await app.inject(url)
    expect(answer.body).not.toContain('not for anybody')
    if (!url.includes('..') && !url.includes('%2e')) expect(answer.json()).toMatchObject({ code: 'request.not_found' })
  }
})

test('the page may run our scripts only, talk to this server only and stand in no frame', async () => {
  const policy = String((await app.inject('/app/')).headers['content-security-policy'])
  expect(policy).toBe("default-src 'none';script-src 'self' 'wasm-unsafe-eval';style-src 'self' 'unsafe-inline';connect-src 'self' blob:;img-src 'self' blob: data:;font-src 'self';worker-src 'self' blob:;manifest-src 'self';frame-src 'none';object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'")
})

test('a server without a built workstation says so', async () => {
  const bare = await serve(join(folder, 'nothing'))
  const answer = await bare.inject('/')
  expect([answer.statusCode, answer.body]).toEqual([503, expect.stringContaining('was not built')])
  expect((await bare.inject('/app/')).json()).toMatchObject({ code: 'request.not_found' })
  await bare.close()
})
