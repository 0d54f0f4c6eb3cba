import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeRecord } from '#server/replication/record'
import { createId } from '#shared/lib/ids'
import { stores } from '#tests/support/databases'
import { startTestServer, type TestServer } from '#tests/support/test-server'
import { makeCandidate } from '#tests/support/workspace'

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
/** Bytes that do not repeat, so that a part in the wrong place would show. */
const fileOf = (length: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length }, (_none, index) => (index * 2_654_435_761) >>> 24)

describe.each(stores)('files on $name', ({ name }) => {
  let server: TestServer
  beforeEach(async () => { server = await startTestServer(name as 'PGlite') })
  afterEach(() => server.stop())

  const put = (sha256: string, body: BodyInit, token = server.owner.token, type: string | null = 'application/pdf') =>
    fetch(`${server.url}/api/files/${sha256}`, { method: 'PUT', headers: { authorization: `Bearer ${token}`, ...(type === null ? {} : { 'content-type': type }) }, body, ...(body instanceof ReadableStream ? { duplex: 'half' } : {}) })
  const get = (sha256: string, token = server.owner.token) => fetch(`${server.url}/api/files/${sha256}`, { headers: { authorization: `Bearer ${token}` } })
  const codeOf = async (answer: Response): Promise<string> => (await answer.json() as { code: string }).code
  /** A candidate whose profile lists the file. */
  const attach = (sha256: string, fields: object = {}) => server.db.transaction(tx => writeRecord(tx, server.owner.workspaceId, server.owner.person.id, [{
    collection: 'candidates', id: createId(),
    content: { ...makeCandidate({ files: [{ id: createId(), name: 'cv.pdf', sha256, sizeBytes: 1, mediaType: 'application/pdf' }] as never }), ...fields },
  }], Date.now()))

  test('a large file comes back byte for byte, to be saved and never to be shown', async () => {
    const bytes = fileOf(3_500_000)
    const sha256 = hashOf(bytes)
    expect([(await put(sha256, bytes)).status, (await put(sha256, bytes)).status]).toEqual([201, 201])
    await attach(sha256)
    const answer = await get(sha256)
    expect(hashOf(new Uint8Array(await answer.arrayBuffer()))).toBe(sha256)
    expect(Object.fromEntries(['content-length', 'content-type', 'content-disposition', 'x-content-type-options', 'content-security-policy', 'cache-control'].map(header => [header, answer.headers.get(header)]))).toEqual({
      'content-length': '3500000', 'content-type': 'application/pdf', 'content-disposition': 'attachment', 'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox", 'cache-control': 'no-store',
    })
  })

  test('the same file sent twice at once is kept once', async () => {
    const bytes = fileOf(2_000_000)
    const answers = await Promise.all([put(hashOf(bytes), bytes), put(hashOf(bytes), bytes)])
    expect(answers.map(answer => answer.status)).toEqual([201, 201])
    expect(await server.db.query('select count(*) as parts, sum(length(bytes)) as size from files')).toEqual([{ parts: 2, size: 2_000_000 }])
  })

  test('content that is not what its name says is not kept', async () => {
    expect(await codeOf(await put('0'.repeat(64), fileOf(10)))).toBe('file.does_not_match')
    expect(await codeOf(await put(hashOf(new Uint8Array()), new Uint8Array()))).toBe('file.does_not_match')
    expect(await server.db.query('select sha256 from files')).toEqual([])
  })

  test('JSON, HTML and unnamed types are bytes like any other', async () => {
    for (const type of ['application/json', 'text/html', 'application/x-unheard-of', null]) {
      const bytes = new TextEncoder().encode(`{"__proto__":1} ${String(type)}`)
      expect((await put(hashOf(bytes), bytes, server.owner.token, type)).status).toBe(201)
    }
  })

  test('more than 60 MB is refused, announced or not', async () => {
    const megabyte = new Uint8Array(1024 * 1024)
    expect(await codeOf(await put('0'.repeat(64), new Uint8Array(60 * 1024 * 1024 + 1)))).toBe('request.too_large')
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({ pull: controller => (sent++ < 62 ? controller.enqueue(megabyte) : controller.close()) })
    expect(await codeOf(await put('0'.repeat(64), endless))).toBe('request.too_large')
  })

  test('a stranger sends and reads nothing', async () => {
    const bytes = fileOf(10)
    expect((await put(hashOf(bytes), bytes, 'nobody')).status).toBe(401)
    expect((await get(hashOf(bytes), 'nobody')).status).toBe(401)
    expect(await server.db.query('select sha256 from files')).toEqual([])
  })

  test('who does not see the candidate does not get the file, nor learns that it exists', async () => {
    const bytes = fileOf(10)
    await put(hashOf(bytes), bytes)
    await attach(hashOf(bytes))
    const interviewer = await server.join('interviewer')
    expect(await codeOf(await get(hashOf(bytes), interviewer.token))).toBe('request.not_found')
    expect(await codeOf(await get('1'.repeat(64), interviewer.token))).toBe('request.not_found')
  })

  test('a file that is listed but still on somebody’s laptop is said to be', async () => {
    await attach('2'.repeat(64))
    expect(await codeOf(await get('2'.repeat(64)))).toBe('file.not_here')
  })

  test('names that are no hash are refused', async () => {
    for (const path of ['x', '0'.repeat(63), 'G'.repeat(64), '..%2f..%2fetc', '%00']) expect((await get(path)).status).toBeGreaterThanOrEqual(400)
  })
})
