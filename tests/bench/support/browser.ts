import { createServer } from 'node:http'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { build } from 'vite'
import type { BenchPage } from '../pages/page.ts'
import type { Peer } from '../pages/peer.ts'

/** Headless Chromium with a profile of its own on disk. */
export type Browser = Readonly<{ context: BrowserContext; page(): Promise<Page>; close(): Promise<void> }>

const flags = ['--no-sandbox', '--disable-background-timer-throttling', '--disable-backgrounding-occluded-windows', '--disable-renderer-backgrounding']

/** Opens Chromium on a new profile; a private window would keep IndexedDB in memory. */
export async function openBrowser(chromePath: string, address: string): Promise<Browser> {
  if (chromePath === '') throw new Error('this figure needs Chromium: set CHROME_PATH')
  const profile = await mkdtemp(join(tmpdir(), 'shortlist-bench-profile-'))
  const context = await chromium.launchPersistentContext(profile, { executablePath: chromePath, headless: true, args: flags })
  context.setDefaultTimeout(120_000)
  return {
    context,
    async page() {
      const page = await context.newPage()
      // RxDB's own client trips over a cut line in a browser (it reads a field that only Node's errors have) and goes on.
      page.on('pageerror', error => { if (!error.message.includes("(reading 'message')")) console.error('in the page:', error) })
      await page.goto(address)
      await page.waitForFunction(() => 'bench' in globalThis)
      return page
    },
    async close() {
      await context.close()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** The bench's own page, and NDJSON for the floor, on a port of its own. */
export type PageServer = Readonly<{ url: string; stop(): void }>

export async function startPageServer(ndjson = ''): Promise<PageServer> {
  const script = await bundlePage()
  const server = createServer((request, response) => {
    // Isolated pages have a clock of 5 µs instead of 100 µs.
    response.setHeader('cross-origin-opener-policy', 'same-origin').setHeader('cross-origin-embedder-policy', 'require-corp')
    response.setHeader('cross-origin-resource-policy', 'cross-origin').setHeader('access-control-allow-origin', '*').setHeader('cache-control', 'no-store')
    if (request.url === '/ndjson') response.setHeader('content-type', 'application/x-ndjson').end(ndjson)
    else if (request.url === '/page.js') response.setHeader('content-type', 'text/javascript').end(script)
    else response.setHeader('content-type', 'text/html').end('<!doctype html><meta charset="utf-8"><title>bench</title><script type="module" src="/page.js"></script>')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, stop: () => { server.closeAllConnections(); server.close() } }
}

let bundled: Promise<string> | null = null

function bundlePage(): Promise<string> {
  bundled ??= (async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shortlist-bench-page-'))
    const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
    await build({
      configFile: false, logLevel: 'error', root: at('../../..'), resolve: { alias: { ws: at('../pages/ws-shim.ts') } },
      build: {
        outDir: folder, emptyOutDir: true, target: 'esnext', minify: true, copyPublicDir: false,
        rolldownOptions: { input: at('../pages/page.ts'), output: { entryFileNames: 'page.js', codeSplitting: false } },
      },
    })
    const script = await readFile(join(folder, 'page.js'), 'utf8')
    await rm(folder, { recursive: true })
    return script
  })()
  return bundled
}

/** The page's `bench` object, for use inside `evaluate`. */
export type InPage = { bench: Omit<BenchPage, 'peer'> & { peer: Peer } }
