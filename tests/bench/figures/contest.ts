import type { Page } from 'playwright-core'
import type { Peer } from '../pages/peer.ts'
import { startCrdtServer, startStockServer, type PeerServer } from '../peers/peer-servers.ts'
import { signInAgain, type SignedIn } from '../support/built-server.ts'
import { startCountingProxy, type CountingProxy } from '../support/counting-proxy.ts'
import { openBrowser, startPageServer, type Browser, type InPage } from '../support/browser.ts'
import { Line } from '../support/line.ts'
import type { Run } from '../support/measure.ts'
import { candidates, inBatches, newRow } from '../support/rows.ts'
import { storesOf, withServer, type StoreName } from '../support/with-server.ts'

/** Whoever takes part, each behind a line that counts and can be cut. */
export type Contestant = Readonly<{ name: string; proxy: CountingProxy; create(page: Page): Promise<void>; server: PeerServer | null }>

/** Everything the figures in a browser need: Shortlist on a built server, the peers, the floor, one browser. */
export type Contest = Readonly<{
  browser: Browser
  /** Shortlist in the open and with its replica encrypted, stock RxDB, Yjs. */
  ours: Contestant
  /** Shortlist on another laptop: two pages of one session would each be told what they wrote themselves. */
  oursElsewhere: Contestant
  sealed: Contestant
  stock: Contestant
  crdt: Contestant
  ndjson: Readonly<{ url: string; bytes: number }>
}>

/** The store behind the figures in a browser. */
const browserStore = (run: Run): StoreName => storesOf(run)[0]!

async function fill(url: string, owner: SignedIn, documents: ReturnType<typeof candidates>): Promise<void> {
  const line = await Line.open(url, owner.token, { collections: ['people'] })
  for (const batch of inBatches(documents, 500)) await line.push(batch.map(content => newRow('candidates', content)))
  line.close()
}

/** Sets the contest up over so many candidates and takes it down again. */
export function withContest<T>(run: Run, count: number, work: (contest: Contest) => Promise<T>, lineTo = startCountingProxy): Promise<T> {
  // The encrypted replica has a server of its own: on one server each would be told, and busy with, the other's edits.
  return withServer(run, browserStore(run), sealed => withServer(run, browserStore(run), async ({ server, owner }) => {
    const documents = candidates(count)
    await fill(server.url, owner, documents)
    await fill(sealed.server.url, sealed.owner, documents)
    const another = await signInAgain(server.url, owner)
    const ndjson = documents.map(document => `${JSON.stringify(document)}\n`).join('')
    const [pages, stockServer, crdtServer] = [await startPageServer(ndjson), await startStockServer(documents), await startCrdtServer(documents)]
    const proxies = await Promise.all([server.url, sealed.server.url, stockServer.url, crdtServer.url].map(lineTo))
    const [open, sealedLine, stock, crdt] = proxies as [CountingProxy, CountingProxy, CountingProxy, CountingProxy]
    const browser = await openBrowser(run.chromePath, pages.url)
    try {
      return await work({
        browser, ndjson: { url: `${pages.url}/ndjson`, bytes: Buffer.byteLength(ndjson) },
        ours: oursOf('Shortlist', open, owner, false), oursElsewhere: oursOf('Shortlist', open, another, false), sealed: oursOf('Shortlist, encrypted', sealedLine, sealed.owner, true),
        stock: {
          name: 'stock RxDB', proxy: stock, server: stockServer,
          create: page => page.evaluate(url => { (globalThis as unknown as InPage).bench.peer = (globalThis as unknown as InPage).bench.createStock(url) }, stock.url.replace('http', 'ws')),
        },
        crdt: {
          name: 'Yjs', proxy: crdt, server: crdtServer,
          create: page => page.evaluate(url => { (globalThis as unknown as InPage).bench.peer = (globalThis as unknown as InPage).bench.createCrdt(url) }, crdt.url.replace('http', 'ws')),
        },
      })
    } finally {
      await browser.close()
      pages.stop()
      await Promise.all(proxies.map(proxy => proxy.stop()))
      await Promise.all([stockServer.stop(), crdtServer.stop()])
    }
  }))
}

function oursOf(name: string, proxy: CountingProxy, { token, workspaceId, personId }: SignedIn, isEncrypted: boolean): Contestant {
  const options = { server: proxy.url, token, workspaceId, personId, isEncrypted }
  return {
    name, proxy, server: null,
    create: page => page.evaluate(each => { (globalThis as unknown as InPage).bench.peer = (globalThis as unknown as InPage).bench.createOurs(each) }, options),
  }
}

/** A fresh page of a contestant. */
export async function pageOf(contest: Contest, contestant: Contestant): Promise<Page> {
  const page = await contest.browser.page()
  await contestant.create(page)
  return page
}

type Calls = { [K in keyof Peer]: Peer[K] }

/** Calls a method of the page's contestant. */
export function call<K extends keyof Calls>(page: Page, method: K, ...args: Parameters<Calls[K]>): Promise<Awaited<ReturnType<Calls[K]>>> {
  return page.evaluate(([name, values]) => {
    const { peer } = (globalThis as unknown as InPage).bench
    return (peer[name as keyof Peer] as (...all: unknown[]) => unknown)(...values as unknown[])
  }, [method, args] as const) as Promise<Awaited<ReturnType<Calls[K]>>>
}
