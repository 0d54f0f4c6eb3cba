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
