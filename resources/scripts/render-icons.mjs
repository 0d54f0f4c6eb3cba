#!/usr/bin/env node
// Draws the PNG icons from icon.svg with an installed Chromium. Run by hand after the drawing changes:
//   CHROME_PATH=/usr/bin/chromium npx node resources/scripts/render-icons.mjs
import { readFile, writeFile } from 'node:fs/promises'
import { chromium } from 'playwright-core'
import { findChromium } from './find-programs.mjs'

const at = path => new URL(`../${path}`, import.meta.url)
const app = await readFile(at('icons/icon.svg'), 'utf8')
/** The tray shows the sync state by shape as well as by colour: some people see no colour, some trays have none. */
const marks = {
  synced: '<circle cx="384" cy="384" r="104" fill="#1a7f4b"/><path d="M336 386l34 34 62-72" fill="none" stroke="#fff" stroke-width="34"/>',
  working: '<circle cx="384" cy="384" r="104" fill="#2f6fdb"/><path d="M384 440V336M342 372l42-42 42 42" fill="none" stroke="#fff" stroke-width="34"/>',
  waiting: '<circle cx="384" cy="384" r="104" fill="#b86a00"/><path d="M384 326v62l42 30" fill="none" stroke="#fff" stroke-width="34"/>',
  offline: '<circle cx="384" cy="384" r="104" fill="#666975"/><path d="M332 384h104" fill="none" stroke="#fff" stroke-width="38"/>',
  attention: '<circle cx="384" cy="384" r="104" fill="#c62f3b"/><path d="M384 322v76M384 438v2" fill="none" stroke="#fff" stroke-width="38" stroke-linecap="round"/>',
}
const drawings = [
  { svg: app, files: [['icons/icon.png', 1024], ['web/icon-192.png', 192], ['web/icon-512.png', 512]] },
  ...Object.entries(marks).map(([look, mark]) => ({
    svg: app.replace('</svg>', `${mark}</svg>`), files: [[`icons/tray-${look}.png`, 16], [`icons/tray-${look}@2x.png`, 32], [`icons/tray-${look}@3x.png`, 48]],
  })),
]

const executablePath = findChromium()
if (executablePath === null) throw new Error('Set CHROME_PATH to an installed Chromium or Chrome.')
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
try {
  const page = await browser.newPage()
  for (const { svg, files } of drawings) {
    for (const [file, size] of files) {
      await page.setViewportSize({ width: size, height: size })
      await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
      await writeFile(at(file), await page.screenshot({ omitBackground: true }))
    }
  }
  await writeFile(at('web/favicon.svg'), app)
} finally {
  await browser.close()
}
