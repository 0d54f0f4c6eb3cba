import { expect, test } from 'vitest'
import { missingAnswers, noAnswers } from '#shared/domain/commands/scorecard'
import { evidenceOf, notesFor, withEvidence } from '#shared/domain/evidence'
import { closeText, TEXT_FRAGMENT } from '#shared/lib/text-merge'
import * as Y from 'yjs'

type Part = string | Readonly<{ attribute: string }> | Readonly<{ at: number; label: string }>

/** A note as the editor writes it: lines of words, attribute marks and time stamps. */
function noteOf(id: string, ...lines: readonly (readonly Part[])[]): { id: string; body: string } {
  const doc = new Y.Doc()
  doc.getXmlFragment(TEXT_FRAGMENT).insert(0, lines.map(parts => {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, parts.map(part => {
      if (typeof part === 'string') return new Y.XmlText(part)
      const mark = new Y.XmlElement<{ [name: string]: string | number }>('attribute' in part ? 'attribute' : 'stamp')
      if ('attribute' in part) {
        mark.setAttribute('id', part.attribute)
        mark.setAttribute('label', part.attribute.toUpperCase())
      } else {
        mark.setAttribute('label', part.label)
        mark.setAttribute('seconds', part.at)
      }
      return mark as Y.XmlElement
    }))
    return paragraph
  }))
  return { id, body: closeText(doc) }
}

test('a marked line is a quote for its attribute, without its marks and with its time', () => {
  const found = evidenceOf([noteOf('n', [{ at: 724, label: '12:04' }, ' named the dosage at once ', { attribute: 'depth' }, ' ', { attribute: 'care' }], ['no mark here'])])
  const evidence = { noteId: 'n', quote: 'named the dosage at once', atSeconds: 724 }
  expect([...found]).toEqual([['depth', [evidence]], ['care', [evidence]]])
})

test('a mark on a line of its own stands for the line above; one above nothing stands for nothing', () => {
  const found = evidenceOf([noteOf('n', [{ attribute: 'depth' }], ['drew the lock first'], [{ attribute: 'depth' }])])
  expect(found.get('depth')).toEqual([{ noteId: 'n', quote: 'drew the lock first', atSeconds: null }])
})

test('a card speaks from its author’s notes and from what was written together, never from a colleague’s', () => {
  const notes = [{ authorId: 'me', visibility: 'private' }, { authorId: 'ben', visibility: 'session' }, { authorId: 'ben', visibility: 'panel' }] as const
  expect(notesFor(notes, 'me')).toEqual([notes[0], notes[1]])
})

test('a marked line is evidence enough for an extreme; where the workspace does not ask, none is needed', () => {
  const kit = { attributes: [{ id: 'depth', name: 'Depth', about: '', anchors: ['', '', '', '', ''] }] }
  const bare = { ...noAnswers, recommendation: 'yes' as const, ratings: [{ id: 'depth', rating: 5, comment: ' ', evidence: [] }] }
  expect(missingAnswers(kit, bare, true)).toEqual([{ kind: 'evidence', attributeId: 'depth', name: 'Depth' }])
  expect(missingAnswers(kit, bare, false)).toEqual([])
  const backed = withEvidence(bare.ratings, evidenceOf([noteOf('n', ['explained the lock ', { attribute: 'depth' }])]))
  expect(missingAnswers(kit, { ...bare, ratings: backed }, true)).toEqual([])
})
