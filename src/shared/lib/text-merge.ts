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

/** Takes a state into an open text; its listeners are told of what is new in it, with this origin. */
export function hearText(doc: Y.Doc, state: string, origin: object): void {
  if (state !== '') Y.applyUpdate(doc, toBytes(state), origin)
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

/** Is this the state of a Yjs document? Anybody may send anything in its place. */
export function isText(state: string): boolean {
  try {
    openText(state)
    return true
  } catch {
    return false
  }
}

/** What `state` holds beyond `known`: all that needs to travel to somebody who has `known`. */
export function textSince(state: string, known: string): string {
  return toBase64(Y.encodeStateAsUpdate(openText(state), Y.encodeStateVector(openText(known))))
}

/** Blocks that are one line each; other blocks only hold blocks. */
const lineBlocks = new Set(['paragraph', 'heading', 'codeBlock', 'horizontalRule'])
/** Marks inside a line, by how they read. Their attributes are written by the note's editor. */
const inlineWords: Readonly<Record<string, (label: string) => string>> = { attribute: label => `#${label}`, stamp: label => `[${label}]`, hardBreak: () => ' ' }

function wordsOf(text: Y.XmlText): string {
  const runs: unknown[] = text.toDelta()
  return runs.map(run => (typeof run === 'object' && run !== null && 'insert' in run && typeof run.insert === 'string' ? run.insert : '')).join('')
}

/** One line of a text: its words, and the marks that stand in it. */
export type TextLine = Readonly<{ text: string; marks: readonly Readonly<{ kind: string; attributes: Readonly<Record<string, unknown>> }>[] }>

function lineOf(block: Y.XmlElement): TextLine {
  const marks: { kind: string; attributes: Readonly<Record<string, unknown>> }[] = []
  const text = block.toArray().map(child => {
    if (child instanceof Y.XmlText) return wordsOf(child)
    if (!(child instanceof Y.XmlElement)) return ''
    const attributes: Readonly<Record<string, unknown>> = child.getAttributes()
    if (child.nodeName !== 'hardBreak') marks.push({ kind: child.nodeName, attributes })
    return inlineWords[child.nodeName]?.(typeof attributes['label'] === 'string' ? attributes['label'] : '') ?? ''
  }).join('')
  return { text, marks }
}

function linesIn(node: Y.XmlFragment | Y.XmlElement): TextLine[] {
  return node.toArray().flatMap((child): TextLine[] => {
    if (!(child instanceof Y.XmlElement)) return child instanceof Y.XmlText ? [{ text: wordsOf(child), marks: [] }] : []
    return lineBlocks.has(child.nodeName) ? [lineOf(child)] : linesIn(child)
  })
}

/** The lines of an open text, in order; an item of a list is a line too. */
export const linesOf = (doc: Y.Doc): readonly TextLine[] => linesIn(doc.getXmlFragment(TEXT_FRAGMENT))

/** An open text as plain text. */
export const plainOf = (doc: Y.Doc): string => linesOf(doc).map(each => each.text).join('\n').replace(/\n+$/, '')

/** A note body as plain text, a line per block: for search and export. */
export function plainFromText(state: string): string {
  return plainOf(openText(state))
}

/** Where two plain texts differ: the shortest stretch that holds every difference. */
export function textChange(before: string, after: string): { struck: string; written: string } {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start += 1
  let end = 0
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1
  return { struck: before.slice(start, before.length - end).toWellFormed(), written: after.slice(start, after.length - end).toWellFormed() }
}

/** Words, or a mark with its attributes, as they stand in a line. */
export type LinePart = string | Readonly<{ kind: string; attributes: Readonly<Record<string, string | number>> }>

/** A text with one more line at its end. */
export function appendLine(state: string, parts: readonly LinePart[]): Readonly<{ doc: Y.Doc; body: string; plain: string }> {
  const doc = openText(state)
  const fragment = doc.getXmlFragment(TEXT_FRAGMENT)
  fragment.insert(fragment.length, [paragraphOf(parts)])
  return { doc, body: closeText(doc), plain: plainOf(doc) }
}

function paragraphOf(parts: readonly LinePart[]): Y.XmlElement {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, parts.map(part => {
    if (typeof part === 'string') return new Y.XmlText(part)
    const mark = new Y.XmlElement<Record<string, string | number>>(part.kind)
    for (const [name, value] of Object.entries(part.attributes)) mark.setAttribute(name, value)
    return mark as unknown as Y.XmlElement
  }))
  return paragraph
}

/** A new text of some lines. */
export function linesText(lines: readonly (readonly LinePart[])[]): Y.Doc {
  const doc = openText('')
  doc.getXmlFragment(TEXT_FRAGMENT).insert(0, lines.map(paragraphOf))
  return doc
}
