import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEncodingProbe, createPieceDecoder, decodeText } from '#shared/lib/text-encoding'

function utf16(text: string, isBigEndian: boolean, mark: boolean): Uint8Array {
  const units = [...(mark ? '\ufeff' : ''), ...text.split('')].map(unit => unit.charCodeAt(0))
  return new Uint8Array(units.flatMap(unit => (isBigEndian ? [unit >> 8, unit & 0xff] : [unit & 0xff, unit >> 8])))
}

const line = 'Name;Ort\nZoë Müller;Köln\n'

test.each([[false, true], [true, true], [false, false], [true, false]])('UTF-16 (big endian %s, mark %s) is read', (isBigEndian, mark) => {
  expect(decodeText(utf16(line, isBigEndian, mark))).toEqual({ text: line, encoding: isBigEndian ? 'utf-16be' : 'utf-16le' })
})

test('the mark of UTF-8 does not become part of the first heading', () => {
  expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(line)]))).toEqual({ text: line, encoding: 'utf-8' })
})

test('bytes that are no UTF-8 are Windows-1252, with its quotes and its euro sign', () => {
  expect(decodeText(new Uint8Array([0x80, 0x20, 0x93, 0x4d, 0xfc, 0x94]))).toEqual({ text: '€ “Mü”', encoding: 'windows-1252' })
})

test('a stray NUL does not make an 8-bit file UTF-16', () => {
  expect(decodeText(new TextEncoder().encode('Name,Mail\nJane\u0000 Doe,jane@acme.com')).encoding).toBe('utf-8')
})

test('a character cut off at the end makes the file Windows-1252, never an exception', () => {
  expect(decodeText(new Uint8Array([0x61, 0xc3]))).toEqual({ text: 'aÃ', encoding: 'windows-1252' })
})

test('a file in pieces reads as the whole file', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.integer({ min: 1, max: 7 }), (text, size) => {
    const bytes = new TextEncoder().encode(text)
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size))
    const probe = createEncodingProbe()
    // The first piece decides about marks and NULs, so it is the whole file here.
    probe.push(bytes)
    const decode = createPieceDecoder(probe.finish())
    expect(pieces.map(piece => decode(piece)).join('') + decode(new Uint8Array(), true)).toBe(decodeText(bytes).text)
  }))
})
