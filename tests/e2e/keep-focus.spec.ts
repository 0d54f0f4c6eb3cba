import { readFile } from 'node:fs/promises'
import { expect, test, type Page } from '@playwright/test'
import { transformWithOxc } from 'vite'

const folder = new URL('../../src/renderer/ui/keyboard/', import.meta.url)
const codeOf = async (name: string): Promise<string> => (await transformWithOxc(await readFile(new URL(name, folder), 'utf8'), name)).code
const code = (await codeOf('control.ts')) + (await codeOf('keep-focus.ts')).replace(/^import .*$/m, '')

/** A page without the app: rows of a name to be typed, Edit and Remove, and what stands around them. */
async function openRows(page: Page, names: readonly string[]): Promise<void> {
  const row = (name: string) => `<li id="${name}"><input aria-label="Name of ${name}"><button>Edit ${name}</button><button>Remove ${name}</button></li>`
  await page.setContent(`<div id="root"><button>Add</button><section id="region" tabindex="-1"><ul>${names.map(row).join('')}</ul></section></div><div id="beside"></div>`)
  await page.addScriptTag({ type: 'module', content: `${code}; keepFocus(document.getElementById('root')); window.isKept = true` })
  await page.waitForFunction(() => 'isKept' in window)
}
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const take = (page: Page, id: string) => page.evaluate(each => document.getElementById(each)!.remove(), id)

test('where a row went the keys go on at the same control of the next one, else of the one before, else at what holds them', async ({ page }) => {
  await openRows(page, ['a', 'b', 'c'])
  await button(page, 'Remove b').focus()
  await take(page, 'b')
  await expect(button(page, 'Remove c')).toBeFocused()
  await take(page, 'c')
  await expect(button(page, 'Remove a')).toBeFocused()
  await take(page, 'a')
  await expect(page.locator('#region')).toBeFocused()
  await take(page, 'region')
  await expect(button(page, 'Add')).toBeFocused()
})

test('what took the place of a control has its keys, and a press never becomes typing', async ({ page }) => {
  await openRows(page, ['a', 'b'])
  await button(page, 'Edit a').focus()
  await page.evaluate(() => { document.querySelector('#a button')!.outerHTML = '<button>Done a</button>' })
  await expect(button(page, 'Done a')).toBeFocused()
  await page.evaluate(() => { for (const each of document.querySelectorAll('#a button')) each.remove() })
  await expect(button(page, 'Edit b')).toBeFocused()
  await page.getByLabel('Name of b').focus()
  await page.evaluate(() => { document.querySelector('#b input')!.outerHTML = '<input aria-label="New name of b">' })
  await expect(page.getByLabel('New name of b')).toBeFocused()
})

test('a control that is moved, covered by a dialog or cannot be used for a while has the keys again', async ({ page }) => {
  await openRows(page, ['a', 'b'])
  const remove = button(page, 'Remove a')
  await remove.focus()
  await page.evaluate(() => document.querySelector('ul')!.append(document.getElementById('a')!))
  await expect(remove).toBeFocused()
  await remove.evaluate((each: HTMLButtonElement) => { each.disabled = true })
  await expect(remove).not.toBeFocused()
  await remove.evaluate((each: HTMLButtonElement) => { each.disabled = false })
  await expect(remove).toBeFocused()
  await page.evaluate(() => {
    document.getElementById('beside')!.innerHTML = '<button>In the dialog</button>'
    document.getElementById('root')!.inert = true
    document.querySelector<HTMLElement>('#beside button')!.focus()
  })
  await page.evaluate(() => { document.getElementById('beside')!.replaceChildren() })
  await page.evaluate(() => { document.getElementById('root')!.inert = false })
  await expect(remove).toBeFocused()
})

test('whoever went elsewhere is not called back', async ({ page }) => {
  await openRows(page, ['a', 'b'])
  await button(page, 'Remove a').focus()
  await button(page, 'Add').focus()
  await take(page, 'a')
  await expect(button(page, 'Add')).toBeFocused()
  await page.mouse.click(1_000, (await button(page, 'Add').boundingBox())!.y)
  await take(page, 'b')
  await page.evaluate(() => new Promise<void>(done => { let frames = 6; const next = () => { if (frames-- > 0) requestAnimationFrame(next); else done() }; next() }))
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true)
})
