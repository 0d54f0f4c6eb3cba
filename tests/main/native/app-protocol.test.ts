import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contentPolicy, fileOfAddress, serveApp, stoppedPage } from '../../../src/main/native/app-protocol.ts'

let folder: string
let answer: (request: Request) => Promise<Response>
const get = (url: string, method = 'GET') => answer({ url, method } as Request)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'app-protocol-'))
  mkdirSync(join(folder, 'renderer/assets'), { recursive: true })
  writeFileSync(join(folder, 'renderer/index.html'), '<title>Shortlist</title>')
  writeFileSync(join(folder, 'renderer/assets/main.js'), 'export {}')
  writeFileSync(join(folder, 'renderer/assets/notes.exe'), '')
  writeFileSync(join(folder, 'secret.json'), '{}')
  serveApp({ handle: (_scheme, handler) => { answer = handler as typeof answer } }, join(folder, 'renderer'), () => 'https://hiring.example.org')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the page, its scripts and addresses inside the app are served with their types', async () => {
  expect((await get('app://shortlist/app/assets/main.js')).headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  for (const address of ['app://shortlist/app/', 'app://shortlist/app/jobs/7', 'app://shortlist/app/index.html#open/x']) {
    const reply = await get(address)
    expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await reply.text()).toContain('Shortlist')
  }
})

test.each([
  'app://shortlist/app/../secret.json', 'app://shortlist/app/%2e%2e/secret.json', 'app://shortlist/app/..%2fsecret.json', 'app://shortlist/app/assets/..%5c..%5csecret.json',
  'app://shortlist/secret.json', 'app://elsewhere/app/index.html', 'app://shortlist/app/%00.html', 'app://shortlist/app/%zz.js', 'app://shortlist/app/assets/missing.js',
  'app://shortlist/app/assets/notes.exe', 'file:///etc/passwd',
])('%s is not found', async address => {
  expect((await get(address)).status).toBe(404)
})

test('no address whatsoever leaves the folder', () => {
  expect.hasAssertions()
  const piece = fc.constantFrom('..', '.', '%2e%2e', '..%2f', '%2f', '%5c', '\\', 'a', '', 'c:', '%00', 'a.js', '....')
  fc.assert(fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
    const file = fileOfAddress('/srv/renderer', `app://shortlist/app/${pieces.join('/')}`)
    expect(file ?? '/srv/renderer/').toMatch(/^\/srv\/renderer\//)
  }), { numRuns: 2000 })
})

test('only reading is allowed', async () => {
  expect((await get('app://shortlist/app/', 'POST')).status).toBe(405)
})

test('every answer carries the policy, also a missing file and the page after crashes', async () => {
  for (const address of ['app://shortlist/app/', 'app://shortlist/app/assets/missing.js', stoppedPage]) {
    const policy = (await get(address)).headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'self' blob: https://hiring.example.org wss://hiring.example.org;")
  }
})

test('the policy lets no script be inline or evaluated, and no server be reached before one is chosen', () => {
  const policy = contentPolicy(null)
  expect(/script-src ([^;]*)/.exec(policy)?.[1]).toBe("'self' 'wasm-unsafe-eval'")
  expect(/connect-src ([^;]*)/.exec(policy)?.[1]).toBe("'self' blob:")
  for (const closed of ['frame-src', 'object-src', 'base-uri', 'form-action', 'frame-ancestors']) expect(policy).toContain(`${closed} 'none'`)
})
