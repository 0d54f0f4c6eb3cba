/* oxlint-disable no-console -- a tool that a person reads. */
// Photographs the built gallery and runs axe: node review.mjs <built gallery> <folder for pictures>
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from 'playwright-core'

const [dist, shots] = process.argv.slice(2)
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' }
const server = createServer(async (request, response) => {
  const path = new URL(request.url, 'http://x').pathname
  try {
    const body = await readFile(join(dist, path === '/' ? 'index.html' : path))
    response.writeHead(200, { 'content-type': TYPES[extname(path === '/' ? '.html' : path)] ?? 'text/html' }).end(body)
  } catch { response.writeHead(404).end() }
})
await new Promise((done) => { server.listen(0, '127.0.0.1', done) })
const url = `http://127.0.0.1:${server.address().port}`
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
let violations = 0
const overlays = {
  palette: async (page) => { await page.keyboard.press('Control+k'); await page.keyboard.type('river 1'); const ms = await measure(page); console.log('palette ms per key', ms) },
  help: async (page) => { await page.keyboard.press('?') },
  menu: async (page) => { await page.getByRole('button', { name: 'Menu', exact: true }).click() },
  dialog: async (page) => { await page.getByRole('button', { name: 'Dialog', exact: true }).click() },
  toast: async (page) => { await page.getByRole('button', { name: 'Toast', exact: true }).click(); await page.getByRole('button', { name: 'Bad toast' }).click() },
}
async function measure(page) {
  return page.evaluate(async () => {
    const input = document.querySelector('[role=combobox]')
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set
    const times = []
    for (const text of ['r', 'ri', 'riv', 'rive', 'river', 'r', 'm', 'mo', 'mov', 'p', '', 'open 2']) {
      const from = performance.now()
      set.call(input, text)
      input.dispatchEvent(new Event('input', { bubbles: true }))
      times.push(performance.now() - from)
      await new Promise((done) => { requestAnimationFrame(() => setTimeout(done)) })
    }
    return { median: times.sort((a, b) => a - b)[6].toFixed(2), worst: times.at(-1).toFixed(2) }
  })
}
for (const [name, options] of Object.entries({ light: { colorScheme: 'light' }, dark: { colorScheme: 'dark' }, narrow: { colorScheme: 'light', viewport: { width: 420, height: 860 } } })) {
  const context = await browser.newContext({ viewport: { width: 1180, height: 900 }, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  page.on('console', (line) => { if (line.type() === 'error') console.log('console', line.text().slice(0, 300)) })
  page.on('pageerror', (error) => console.log('error', error.message.slice(0, 300)))
  const check = async (what) => {
    await page.waitForTimeout(250)
    await page.screenshot({ path: join(shots, `${name}-${what}.png`) })
    const { violations: found } = await new AxeBuilder({ page }).analyze()
    for (const { id, nodes } of found) { violations += 1; console.log(name, what, id, nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary.slice(0, 200)}`).join('\n  ')) }
  }
  for (const hash of ['basics', 'fields', 'data']) {
    await page.goto(`${url}/#${hash}`)
    await page.reload()
    await check(hash)
  }
  for (const [what, open] of Object.entries(overlays)) {
    await page.goto(`${url}/#basics`)
    await page.reload()
    await page.getByRole('heading', { name: 'Buttons' }).waitFor()
    await open(page)
    await check(what)
  }
  await context.close()
}
await browser.close()
server.close()
console.log(violations, 'violations')
process.exitCode = violations > 0 ? 1 : 0
