import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createContext, deliverOnce } from '#server/connectors/kit/context'
import type { Connector, OpenStep, Outcome, PollUpdate } from '#server/connectors/kit/connector'
import type { ExternalIds, HookEvent, OfferPapers } from '#server/connectors/kit/connector-context'
import { healingOf, retryAfterOf } from '#server/connectors/kit/errors'
import { createWire, type Wire } from '#server/connectors/kit/http'
import type { Remember } from '#server/connectors/kit/memory'
import type { RecordValues } from '#server/connectors/kit/record-fields'
import type { LoggedExchange, MappingLine, TestResult } from '#shared/contract/integrations'
import type { FakeVendor, VendorRequest } from './fake-vendor.ts'

/** External ids in memory, as the outbox keeps them in its table. */
export function memoryIds(): ExternalIds & { all: Map<string, string> } {
  const all = new Map<string, string>()
  return {
    all,
    get: async (kind, localId) => all.get(`${kind}/${localId}`) ?? null,
    set: async (kind, localId, externalId) => void all.set(`${kind}/${localId}`, externalId),
    remove: async (kind, localId) => void all.delete(`${kind}/${localId}`),
    lookup: async (kind, externalId) => [...all].find(([key, value]) => key.startsWith(`${kind}/`) && value === externalId)?.[0].slice(kind.length + 1) ?? null,
  }
}

export type SuiteCase<Vendor extends FakeVendor> = Readonly<{
  connector: Connector
  startVendor: () => Promise<Vendor>
  config: (vendor: Vendor) => Readonly<Record<string, unknown>>
  secrets: Readonly<Record<string, unknown>>
  /** A config the schema must refuse. */
  badConfig: Readonly<Record<string, unknown>>
  /** The event whose effect is counted. */
  event: HookEvent
  record: RecordValues
  mapping?: readonly MappingLine[]
  /** The offer the event is about. */
  offer?: OfferPapers | null
  /** Ids that were kept before the event, `kind/local` → theirs. */
  known?: (vendor: Vendor) => Readonly<Record<string, string>>
  /** How many times the effect stands at the vendor: employees, accounts, tickets, posts. */
  effects: (vendor: Vendor) => number
  /** The request that makes the effect; mishaps strike there. */
  isEffect: (request: VendorRequest) => boolean
  /** A request that every delivery makes, for refusals; the effect's when left out. */
  isFirst?: (request: VendorRequest) => boolean
  /** Where the vendor lives in the world, when no setting says so; its fake stands in for it. */
  home?: string
  /** How the vendor's 409 heals when it means "already there"; the suite then expects success. */
  conflictMeansDone?: boolean
}>

type TryOptions = { externalIds: ExternalIds; wire?: (real: Wire) => Wire; mayHaveHappened?: boolean; event?: HookEvent; record?: RecordValues; log?: LoggedExchange[]; secrets?: Record<string, unknown>; remember?: Remember; offer?: OfferPapers | null }

function contextOf<Vendor extends FakeVendor>(suite: SuiteCase<Vendor>, vendor: Vendor, options: TryOptions): ReturnType<typeof createContext> {
  const offer = options.offer === undefined ? suite.offer : options.offer
  const real = createWire({ allowPrivateHosts: ['127.0.0.1'] }, 20_000)
  const toFake: Wire = suite.home === undefined ? real : request => real({ ...request, url: request.url.replace(suite.home!, vendor.url) })
  return createContext(suite.connector, {
    workspaceId: '0198c000-0000-7000-8000-000000000001', connectionId: '0198c000-0000-7000-8000-000000000002', config: suite.config(vendor), secrets: options.secrets ?? suite.secrets, record: options.record ?? suite.record,
    mapping: suite.mapping ?? suite.connector.defaultMapping, externalIds: options.externalIds, idempotencyKey: (options.event ?? suite.event).id, mayHaveHappened: options.mayHaveHappened ?? false,
    wire: options.wire?.(toFake) ?? toFake,
    now: () => 1_790_000_000_000, setSecrets: async () => undefined, onExchange: exchange => options.log?.push(exchange), ...(offer === undefined ? {} : { offer: async () => offer }), ...(options.remember ? { remember: options.remember } : {}),
  })
}

/** One try through the real client against the fake vendor. */
export async function tryOnce<Vendor extends FakeVendor>(suite: SuiteCase<Vendor>, vendor: Vendor, options: TryOptions): Promise<Outcome> {
  return deliverOnce(suite.connector, options.event ?? suite.event, contextOf(suite, vendor, options), suite.mapping ?? suite.connector.defaultMapping)
}

/** Asks the vendor how open work came along. */
export async function pollOnce<Vendor extends FakeVendor>(suite: SuiteCase<Vendor>, vendor: Vendor, open: readonly OpenStep[], externalIds: ExternalIds): Promise<readonly PollUpdate[]> {
  return suite.connector.poll!(open, contextOf(suite, vendor, { externalIds, record: {} }))
}

/** "Test the connection" against the fake vendor. */
export async function testOnce<Vendor extends FakeVendor>(suite: SuiteCase<Vendor>, vendor: Vendor): Promise<TestResult> {
  return suite.connector.testConnection(contextOf(suite, vendor, { externalIds: memoryIds(), record: {} }))
}

/** What every connector must do, whatever its vendor. */
export function connectorSuite<Vendor extends FakeVendor>(suite: SuiteCase<Vendor>): void {
  describe(`${suite.connector.title}, as every connector`, () => {
    let vendor: Vendor
    let ids: ReturnType<typeof memoryIds>
    beforeEach(async () => {
      vendor = await suite.startVendor()
      ids = memoryIds()
      for (const [key, value] of Object.entries(suite.known?.(vendor) ?? {})) ids.all.set(key, value)
    })
    afterEach(() => vendor.stop())
    const once = (options: Partial<Parameters<typeof tryOnce<Vendor>>[2]> = {}): Promise<Outcome> => tryOnce(suite, vendor, { externalIds: ids, ...options })
    const failure = async (options = {}): Promise<unknown> => once(options).then(outcome => { throw new Error(`no failure but ${JSON.stringify(outcome)}`) }, (error: unknown) => error)

    test('a config that does not fit is refused before anything is sent', async () => {
      expect(suite.connector.configSchema.safeParse(suite.badConfig).success).toBe(false)
      await expect(tryOnce({ ...suite, config: () => suite.badConfig }, vendor, { externalIds: ids })).rejects.toMatchObject({ code: 'connector.bad_config' })
      expect(vendor.requests).toEqual([])
    })

    test('a delivery has its effect, and no secret is in the log', async () => {
      const log: LoggedExchange[] = []
      expect(await once({ log })).toMatchObject({ kind: 'done' })
      expect(suite.effects(vendor)).toBe(1)
      for (const secret of Object.values(suite.secrets)) if (typeof secret === 'string' && secret.length > 3) expect(JSON.stringify(log)).not.toContain(JSON.stringify(secret).slice(1, -1))
    })

    test.each([[401, 'connector.unauthorized', 'settings'], [403, 'connector.forbidden', 'settings'], [500, 'connector.unavailable', 'retry'], [503, 'connector.unavailable', 'retry']] as const)('status %i is %s', async (status, code, healing) => {
      vendor.mishap({ kind: 'status', status, when: suite.isFirst ?? suite.isEffect, times: 99 })
      const error = await failure()
      expect(error).toMatchObject({ code })
      expect(healingOf(error)).toBe(healing)
      vendor.mishap(null)
      await once({ mayHaveHappened: true })
      expect(suite.effects(vendor)).toBe(1)
    })

    test('429 waits as long as the vendor says', async () => {
      vendor.mishap({ kind: 'status', status: 429, retryAfter: '42', when: suite.isEffect, times: 99 })
      expect(retryAfterOf(await failure())).toBe(42_000)
    })

    test.each([404, 409])('status %i at the effect ends in one effect or a refusal that names it', async status => {
      vendor.mishap({ kind: 'status', status, when: suite.isEffect })
      const outcome = await once().catch((error: unknown) => error)
      if (outcome instanceof Error) expect(outcome).toMatchObject({ code: expect.stringMatching(/^connector\.(not_found|conflict|refused)$/) })
      vendor.mishap(null)
      await once({ mayHaveHappened: true })
      expect(suite.effects(vendor)).toBe(suite.conflictMeansDone && status === 409 && !(outcome instanceof Error) ? suite.effects(vendor) : 1)
    })

    test.each(['answerLost', 'garbled', 'cutBefore'] as const)('%s: the next try finds out what happened, and there is one effect', async kind => {
      vendor.mishap({ kind, when: suite.isEffect })
      await once().catch(error => expect(healingOf(error)).toBe('retry'))
      vendor.mishap(null)
      expect(await once({ mayHaveHappened: true })).toMatchObject({ kind: 'done' })
      expect(suite.effects(vendor)).toBe(1)
    })

    test('the vendor acts and never answers: that is a timeout, and the next try finds out what happened', async () => {
      let acted = (): void => undefined
      const silence = new Promise<never>((_, reject) => { acted = () => reject(Object.assign(new Error('no answer in time'), { name: 'TimeoutError' })) })
      vendor.mishap({ kind: 'beforeAnswer', when: suite.isEffect, run: () => { acted(); return new Promise(() => undefined) } })
      expect(await failure({ wire: (real: Wire): Wire => request => Promise.race([real(request), silence]) })).toMatchObject({ code: 'connector.timeout' })
      vendor.mishap(null)
      expect(await once({ mayHaveHappened: true })).toMatchObject({ kind: 'done' })
      expect(suite.effects(vendor)).toBe(1)
    })

    test('in a rehearsal it does the same and nothing leaves', async () => {
      const asked: string[] = []
      const outcome = await once({ wire: () => async request => { asked.push(request.method); return suite.connector.sandbox(request, suite.connector.configSchema.parse(suite.config(vendor)) as never) } })
      expect(outcome).toMatchObject({ kind: 'done' })
      expect(asked.some(method => method !== 'GET')).toBe(true)
      expect(vendor.requests).toEqual([])
    })

    test('the answer is lost and so is what we remembered of it: still one effect', async () => {
      await once()
      ids.all.clear()
      expect(await once({ mayHaveHappened: true })).toMatchObject({ kind: 'done' })
      expect(suite.effects(vendor)).toBe(1)
    })

    test('the same event a hundred times is one effect', async () => {
      for (let round = 0; round < 100; round += 1) await once({ mayHaveHappened: round > 0 })
      expect(suite.effects(vendor)).toBe(1)
    })

    test('what must be filled blocks before anything is sent', async () => {
      const required = suite.connector.requires[0]
      if (required === undefined) return
      const { [required]: _left, ...record } = suite.record
      expect(await once({ record })).toMatchObject({ kind: 'blocked', missing: [{ field: required }] })
      expect(suite.effects(vendor)).toBe(0)
    })
  })
}
