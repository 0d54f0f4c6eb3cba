import { chromium, type Browser, type Page } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'

export type Started = Readonly<{ browser: Browser; page: Page; kill: () => Promise<void>; quit: () => Promise<void> }>

function devtoolsAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr!.on('data', chunk => {
      said += String(chunk)
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (address) resolve(address)
    })
    child.once('exit', code => reject(new Error(`the browser stopped with ${code}: ${said.slice(-2_000)}`)))
  })
}

/** A browser process of our own over a profile that stays, so that it can be killed by its id and started again. */
export async function startBrowser(profile: string): Promise<Started> {
  const path = process.env['CHROME_PATH'] ?? '/usr/bin/chromium'
  const args = ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage', '--no-first-run', '--lang=en-GB', '--window-size=1280,900', `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank']
  const child = spawn(path, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const gone = new Promise<void>(resolve => { child.once('exit', () => resolve()) })
  const browser = await chromium.connectOverCDP(await devtoolsAddress(child))
  const context = browser.contexts()[0]!
  const end = async (how: () => unknown): Promise<void> => { how(); await gone; await browser.close().catch(() => undefined) }
  return {
    browser, page: context.pages()[0] ?? await context.newPage(),
    kill: () => end(() => child.kill('SIGKILL')),
    quit: async () => {
      const session = await browser.newBrowserCDPSession()
      await end(() => session.send('Browser.close').catch(() => undefined))
    },
  }
}
