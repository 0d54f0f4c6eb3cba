import * as Y from 'yjs'

/** The name of the rich-text fragment inside every note's Yjs document. */
export const TEXT_FRAGMENT = 'body'

function toBytes(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), character => character.charCodeAt(0))
}

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let start = 0; start < bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000))
  }
  return btoa(binary)
}

/**
 * Joins two Yjs states (base64 updates): everything typed on either side stays, in any order of merging.
 * An empty string is an empty text. Source: Yjs document updates, `Y.mergeUpdates`.
 */
export function mergeText(a: string, b: string): string {
  if (a === '' || a === b) return b
  if (b === '') return a
  const doc = new Y.Doc()
  Y.applyUpdate(doc, toBytes(a))
  Y.applyUpdate(doc, toBytes(b))
  return toBase64(Y.encodeStateAsUpdate(doc))
}

/** Reads a Yjs state; an empty string gives an empty document. Throws on bytes that are no Yjs update. */
export function openText(state: string): Y.Doc {
  const doc = new Y.Doc()
  if (state !== '') Y.applyUpdate(doc, toBytes(state))
  return doc
}

/** The state of a Yjs document as it is stored in a note. */
export function closeText(doc: Y.Doc): string {
  return toBase64(Y.encodeStateAsUpdate(doc))
}

/** A note body that holds plain text, one paragraph per line: how imports and quick notes are written. */
export function textFromPlain(plain: string): string {
  const doc = new Y.Doc()
  const fragment = doc.getXmlFragment(TEXT_FRAGMENT)
  const paragraphs = plain.split('\n').map(content => {
    const paragraph = new Y.XmlElement('paragraph')
    if (content !== '') paragraph.insert(0, [new Y.XmlText(content)])
    return paragraph
  })
  fragment.insert(0, paragraphs)
  return closeText(doc)
}

function plainOf(node: Y.XmlFragment | Y.XmlElement): string {
  return node.toArray().map(child => {
    if (child instanceof Y.XmlText) {
      const runs: unknown[] = child.toDelta()
      return runs.map(run => (typeof run === 'object' && run !== null && 'insert' in run && typeof run.insert === 'string' ? run.insert : '')).join('')
    }
    return child instanceof Y.XmlElement ? `${plainOf(child)}\n` : ''
  }).join('')
}

/** A note body as plain text, a line per block: for search and export. */
export function plainFromText(state: string): string {
  return plainOf(openText(state).getXmlFragment(TEXT_FRAGMENT)).replace(/\n+$/, '')
}
