import fc from 'fast-check'
import { expect, test } from 'vitest'
import { acknowledge, createLocal, editLocal, fromServer, receive, type LocalDocument, type SentChange } from '#shared/domain/merge/local-document'
import { mergeText, plainFromText, textFromPlain, openText, closeText, TEXT_FRAGMENT } from '#shared/lib/text-merge'
import * as Y from 'yjs'

const note = (body: string) => ({ id: 'n', authorId: 'mara', body, plain: plainFromText(body) })
const typed = (body: string, words: string): { body: string; plain: string } => {
  const doc = openText(body)
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(words)])
  doc.getXmlFragment(TEXT_FRAGMENT).insert(0, [paragraph])
  const state = closeText(doc)
  return { body: state, plain: plainFromText(state) }
}
const stamp = (operation: string) => ({ nowMs: 1, operation })
const bodyOf = (local: LocalDocument): string => String(local.content['body'])
const sentOf = (local: LocalDocument): SentChange => ({ revision: local.sync.revision, operation: local.sync.operation ?? '', content: local.content, pending: local.sync.pending, created: local.sync.created, deleted: false })

test('an editor that had not yet heard of a colleague’s words does not strike them out by writing', () => {
  const start = textFromPlain('Start')
  const here = receive('notes', fromServer(note(start), 1), note(typed(start, 'From the other laptop').body), 2)
  const written = editLocal('notes', here, typed(start, 'From this one'), stamp('a'))
  expect(written.content['plain']).toContain('From the other laptop')
  expect(written.content['plain']).toContain('From this one')
})

test('an edit that holds nothing new is no edit', () => {
  const start = textFromPlain('Start')
  const newer = fromServer(note(typed(start, 'More').body), 2)
  expect(editLocal('notes', newer, { body: start, plain: 'Start' }, stamp('a'))).toBe(newer)
})

test('what a colleague wrote and came with the answer stays, though one typed on meanwhile', () => {
  const start = textFromPlain('Start')
  const first = editLocal('notes', fromServer(note(start), 1), typed(start, 'One'), stamp('a'))
  const sent = sentOf(first)
  const second = editLocal('notes', first, typed(bodyOf(first), 'Two'), stamp('b'))
  const answer = note(mergeText(bodyOf(first), typed(start, 'Colleague').body))
  const after = acknowledge('notes', second, sent, { revision: 3, content: answer, clashed: [] })
  for (const words of ['One', 'Two', 'Colleague', 'Start']) expect(after.content['plain']).toContain(words)
  expect(after.sync.pending).toHaveProperty('body')
})

test('a tag that came with an answer is not taken for one that was removed here', () => {
  const candidate = { id: 'c', tags: ['js'] as readonly string[], headline: '' }
  const first = editLocal('candidates', fromServer(candidate, 1), { headline: 'Engineer' }, stamp('a'))
  const sent = sentOf(first)
  const second = editLocal('candidates', first, { tags: ['js', 'mine'] }, stamp('b'))
  const after = acknowledge('candidates', second, sent, { revision: 3, content: { ...candidate, headline: 'Engineer', tags: ['js', 'theirs'] }, clashed: [] })
  expect(after.content['tags']).toEqual(['js', 'theirs', 'mine'])
})

test('what was changed elsewhere in the record while its first change was under way still waits to be sent', () => {
  const first = editLocal('candidates', fromServer({ id: 'c', tags: ['js'], headline: '' }, 1), { headline: 'Engineer' }, stamp('a'))
  const second = editLocal('candidates', first, { tags: ['js', 'mine'] }, stamp('b'))
  const after = acknowledge('candidates', second, sentOf(first), { revision: 3, content: null, clashed: [] })
  expect(after.content).toMatchObject({ headline: 'Engineer', tags: ['js', 'mine'] })
  expect(after.sync).toMatchObject({ dirty: 1, revision: 3, pending: { tags: { revision: 3, base: ['js'] } } })
})

test('whatever is edited while something is under way, what the server does not have is what waits', () => {
  const field = fc.constantFrom('headline', 'company', 'location', 'tags', 'summary')
  fc.assert(fc.property(fc.array(fc.tuple(field, fc.constantFrom('edit', 'send', 'answer')), { maxLength: 30 }), steps => {
    let server: Record<string, unknown> = { id: 'c', headline: '', company: '', location: '', summary: '', tags: [] }
    let [revision, count] = [1, 0]
    let local = fromServer(server as never, revision)
    let sent: SentChange | null = null
    for (const [name, step] of steps) {
      count += 1
      if (step === 'edit') local = editLocal('candidates', local, { [name]: name === 'tags' ? [...local.content['tags'] as string[], `t${count}`] : `${name} ${count}` }, stamp(String(count)))
      if (step === 'send' && sent === null && local.sync.dirty === 1) sent = sentOf(local)
      if (step === 'answer' && sent !== null) {
        // A server that nobody else writes to takes the units that were sent, and says no more than its revision.
        server = { ...server, ...Object.fromEntries(Object.keys(sent.pending).map(unit => [unit, sent!.content[unit]])) }
        revision += 1
        local = acknowledge('candidates', local, sent, { revision, content: null, clashed: [] })
        sent = null
      }
    }
    const differing = Object.keys(server).filter(name => JSON.stringify(server[name]) !== JSON.stringify(local.content[name]))
    expect(Object.keys(local.sync.pending)).toEqual(expect.arrayContaining(differing))
    expect(local.sync.dirty).toBe(Object.keys(local.sync.pending).length > 0 ? 1 : 0)
  }), { numRuns: 500 })
})

test('a colleague’s value that came with an answer is not overwritten unseen: the base stays what the editor saw', () => {
  const candidate = { id: 'c', company: 'A', headline: '' }
  const first = editLocal('candidates', fromServer(candidate, 1), { headline: 'Engineer' }, stamp('a'))
  const second = editLocal('candidates', first, { company: 'Mine' }, stamp('b'))
  const after = acknowledge('candidates', second, sentOf(first), { revision: 3, content: { ...candidate, headline: 'Engineer', company: 'Theirs' }, clashed: [] })
  expect(after.content['company']).toBe('Mine')
  expect(after.sync.pending['company']).toEqual({ revision: 1, base: 'A' })
})

test('in any order of typing, hearing and answers, every word stays', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('type', 'hear', 'send', 'answer'), { maxLength: 25 }), steps => {
    let local = createLocal(note(textFromPlain('Start')), stamp('0'))
    local = fromServer(local.content, 1)
    let [server, revision, count] = [bodyOf(local), 1, 0]
    let sent: SentChange | null = null
    const words: string[] = []
    for (const step of steps) {
      count += 1
      if (step === 'type') {
        words.push(`mine${count}.`)
        local = editLocal('notes', local, typed(bodyOf(local), `mine${count}.`), stamp(String(count)))
      }
      if (step === 'hear') {
        words.push(`theirs${count}.`)
        server = typed(server, `theirs${count}.`).body
        revision += 1
        if (sent === null) local = receive('notes', local, note(server), revision)
      }
      if (step === 'send' && sent === null && local.sync.dirty === 1) sent = sentOf(local)
      if (step === 'answer' && sent !== null) {
        server = mergeText(server, String(sent.content['body']))
        revision += 1
        local = acknowledge('notes', local, sent, { revision, content: note(server), clashed: [] })
        sent = null
      }
    }
    const whole = plainFromText(mergeText(server, bodyOf(local)))
    for (const each of words) expect(whole).toContain(each)
  }))
})
