import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closeText, isText, linesOf, mergeText, openText, plainFromText, textChange, textFromPlain, textSince, TEXT_FRAGMENT } from '#shared/lib/text-merge'
import * as Y from 'yjs'

const typed = (state: string, words: string): string => {
  const doc = openText(state)
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(words)])
  doc.getXmlFragment(TEXT_FRAGMENT).insert(0, [paragraph])
  return closeText(doc)
}

test('what travels is only what the other side lacks, and joining it gives the whole', () => {
  fc.assert(fc.property(fc.array(fc.string({ minLength: 1, maxLength: 20 }), { maxLength: 12 }), fc.nat(), (lines, cut) => {
    const states = lines.reduce<string[]>((all, line) => [...all, typed(all.at(-1)!, line)], [textFromPlain('Start')])
    const known = states[cut % states.length]!
    const whole = states.at(-1)!
    expect(plainFromText(mergeText(known, textSince(whole, known)))).toBe(plainFromText(whole))
  }))
})

test('in a long note a few words travel as a few bytes', () => {
  const long = textFromPlain('A sentence that somebody typed. '.repeat(600))
  expect(textSince(typed(long, 'Strong on triage.'), long).length).toBeLessThan(200)
})

test('a list, a heading and the marks inside a line read as plain lines', () => {
  const doc = new Y.Doc()
  const block = (name: string, ...children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement => {
    const element = new Y.XmlElement(name)
    element.insert(0, children)
    return element
  }
  const attribute = new Y.XmlElement('attribute')
  attribute.setAttribute('id', 'a1')
  attribute.setAttribute('label', 'Judgement')
  const stamp = new Y.XmlElement('stamp')
  stamp.setAttribute('label', '12:04')
  doc.getXmlFragment(TEXT_FRAGMENT).insert(0, [
    block('heading', new Y.XmlText('Triage')),
    block('bulletList', block('listItem', block('paragraph', stamp, new Y.XmlText(' asked first '), attribute)), block('listItem', block('paragraph', new Y.XmlText('then acted')))),
    block('paragraph'), block('paragraph', new Y.XmlText('End')),
  ])
  expect(plainFromText(closeText(doc))).toBe('Triage\n[12:04] asked first #Judgement\nthen acted\n\nEnd')
  expect(linesOf(doc)[1]!.marks.map(each => each.kind)).toEqual(['stamp', 'attribute'])
})

test('anything that is no text is told apart, whatever it is', () => {
  expect(isText('')).toBe(true)
  expect(isText(textFromPlain('x'))).toBe(true)
  expect(isText('not base64 !')).toBe(false)
  fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), bytes => typeof isText(btoa(String.fromCharCode(...bytes))) === 'boolean'))
})

test('what was written and struck out, put back into place, gives the text', () => {
  fc.assert(fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (head, a, b, tail) => {
    const { struck, written } = textChange(head + a + tail, head + b + tail)
    expect(struck.length).toBeLessThanOrEqual(a.length)
    expect(written.length).toBeLessThanOrEqual(b.length)
  }))
})
