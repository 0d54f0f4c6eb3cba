import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { healingOf, retryAfterOf } from '#server/connectors/kit/errors'
import type { FakeVendor, VendorRequest } from './fake-vendor.ts'

/** A calendar or a maker of meetings, with a fake of its own for each test. */
export type OpenedPort = Readonly<{
  vendor: Pick<FakeVendor, 'mishap'>
  /** Puts the interview's event or meeting, as one try of ours. */
  put(mayHaveHappened: boolean): Promise<unknown>
  /** How many events or meetings stand there. */
  effects(): number
  isEffect(request: VendorRequest): boolean
  stop(): Promise<void>
}>

/** What every connector that holds interviews must do, whatever its vendor; deliveries have `connectorSuite`. */
export function eventPortSuite(title: string, open: () => Promise<OpenedPort>): void {
  describe(`${title}, as every calendar and maker of meetings`, () => {
    let port: OpenedPort
    beforeEach(async () => { port = await open() })
    afterEach(() => port.stop())
    const failure = (): Promise<unknown> => port.put(false).then(made => { throw new Error(`no failure but ${JSON.stringify(made)}`) }, (error: unknown) => error)

    test.each([[401, 'connector.unauthorized', 'settings'], [403, 'connector.forbidden', 'settings'], [500, 'connector.unavailable', 'retry'], [503, 'connector.unavailable', 'retry']] as const)('status %i is %s', async (status, code, healing) => {
      port.vendor.mishap({ kind: 'status', status, when: port.isEffect, times: 99 })
      const error = await failure()
      expect(error).toMatchObject({ code })
      expect(healingOf(error)).toBe(healing)
      port.vendor.mishap(null)
      await port.put(true)
      expect(port.effects()).toBe(1)
    })

    test('429 waits as long as the vendor says', async () => {
      port.vendor.mishap({ kind: 'status', status: 429, retryAfter: '42', when: port.isEffect, times: 99 })
      expect(retryAfterOf(await failure())).toBe(42_000)
    })

    test.each([404, 409])('status %i at the effect ends in one event or a refusal that names it', async status => {
      port.vendor.mishap({ kind: 'status', status, when: port.isEffect })
      const outcome = await port.put(false).catch((error: unknown) => error)
      if (outcome instanceof Error) expect(outcome).toMatchObject({ code: expect.stringMatching(/^(connector|calendar)\.(not_found|conflict|refused|not_visible)$/) })
      port.vendor.mishap(null)
      await port.put(true)
      expect(port.effects()).toBe(1)
    })

    test.each(['answerLost', 'garbled', 'cutBefore'] as const)('%s: the next try finds out what happened, and there is one', async kind => {
      port.vendor.mishap({ kind, when: port.isEffect })
      await port.put(false).catch(error => expect(healingOf(error)).toBe('retry'))
      port.vendor.mishap(null)
      await port.put(true)
      expect(port.effects()).toBe(1)
    })

    test('the same interview a hundred times is one', async () => {
      for (let round = 0; round < 100; round += 1) await port.put(round > 0)
      expect(port.effects()).toBe(1)
    })
  })
}
