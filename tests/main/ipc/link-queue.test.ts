import { expect, test } from 'vitest'
import { LinkQueue } from '../../../src/main/ipc/link-queue.ts'
import { sendEvent } from '../../../src/main/ipc/send-event.ts'
import { FakeContents } from '#tests/support/fake-electron'

const link = 'shortlist://candidate/0190b5e4-7c1a-7000-8000-000000000001'
const parsed = { kind: 'candidate', id: '0190b5e4-7c1a-7000-8000-000000000001' }

function queue() {
  const page = new FakeContents()
  return { page, links: new LinkQueue(arrived => sendEvent(page as never, 'deepLink:opened', arrived)) }
}

test('a link that started the program waits until the page asks, and is given once', () => {
  const { page, links } = queue()
  links.arrive(link)
  expect(page.sent).toEqual([])
  expect(links.take()).toEqual([parsed])
  expect(links.take()).toEqual([])
})

test('after the page asked, links come as they arrive; while it loads anew they wait again', () => {
  const { page, links } = queue()
  links.take()
  links.arrive(link)
  expect(page.sent).toEqual([{ name: 'deepLink:opened', payload: parsed }])
  links.pause()
  links.arrive(link)
  expect(page.sent).toHaveLength(1)
  expect(links.take()).toEqual([parsed])
})

test('what is not one of our links is dropped', () => {
  const { links } = queue()
  for (const address of ['shortlist://candidate/1', 'shortlist://settings/0190b5e4-7c1a-7000-8000-000000000001', `${link}?then=delete`, 'https://x', '', `${link}#a`, 'shortlist://u:p@candidate/x']) links.arrive(address)
  expect(links.take()).toEqual([])
})

test('a program that floods us with links keeps only the latest twenty waiting', () => {
  const { links } = queue()
  for (let count = 0; count < 100; count += 1) links.arrive(link)
  expect(links.take()).toHaveLength(20)
})
