import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { later } from '#renderer/ui/later.tsx'

const Hello = ({ name }: { name: string }) => createElement('p', null, `Hello ${name}`)
const waiting = createElement('i', null, 'one moment')

test('until its script is here something stands in its place; then it is drawn at once, in the very first drawing', async () => {
  const Late = later<{ name: string }>(async () => Hello, waiting)
  expect(renderToString(createElement(Late, { name: 'Ana' }))).toBe('<i>one moment</i>')
  await Late.fetch()
  expect(renderToString(createElement(Late, { name: 'Ana' }))).toBe('<p>Hello Ana</p>')
})

test('a script is fetched once however often it is asked for, and again only after it could not be fetched', async () => {
  const load = vi.fn<() => Promise<typeof Hello>>(async () => Hello)
  load.mockRejectedValueOnce(new Error('the line was cut'))
  const Late = later(load, waiting)
  await expect(Late.fetch()).rejects.toThrow('the line was cut')
  await Promise.all([Late.fetch(), Late.fetch()])
  await Late.fetch()
  expect(load).toHaveBeenCalledTimes(2)
  expect(renderToString(createElement(Late, { name: 'Ben' }))).toBe('<p>Hello Ben</p>')
})
