import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import type { LetterBlock } from '#shared/domain/offers/letter'
import { AppError } from '#shared/lib/app-error'

/** Places the signing service looks for; printed in white, so that only it sees them. */
const signAnchor = '/sign-here/'
const dateAnchor = '/date-here/'

const fontFile = (name: string): string => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)
type Letter = Readonly<{ title: string; sender: string; blocks: readonly LetterBlock[]; signer: string; madeAtMs: number }>
type Glyphs = Readonly<{ font: Readonly<{ hasGlyphForCodePoint(codePoint: number): boolean }> }>

/**
 * A letter as PDF. The typeface is embedded, so that a name in Latin, Greek, Cyrillic, Arabic or Hebrew letters prints on every
 * computer; what it cannot print is refused rather than printed as boxes. The same letter gives the same bytes.
 * @throws AppError `offer.letter_unprintable` naming the characters.
 */
export async function letterPdf({ title, sender, blocks, signer, madeAtMs }: Letter): Promise<Buffer> {
  const doc = new PDFDocument({ size: 'A4', margins: { top: 72, bottom: 72, left: 72, right: 72 }, info: { Title: title, Author: sender, CreationDate: new Date(madeAtMs), ModDate: new Date(madeAtMs) } })
  const chunks: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
  doc.registerFont('text', fontFile('DejaVuSans')).registerFont('strong', fontFile('DejaVuSans-Bold'))
  doc.font('text')
  const unprintable = [...new Set([title, sender, signer, ...blocks.map(block => block.text)].join(''))]
    .filter(char => !/\s/.test(char) && !(doc as unknown as { _font: Glyphs })._font.font.hasGlyphForCodePoint(char.codePointAt(0)!))
  if (unprintable.length > 0) throw new AppError('offer.letter_unprintable', { facts: { characters: unprintable.slice(0, 20).join(' ') } })
  doc.font('strong').fontSize(10).fillColor('#555555').text(sender).moveDown(2)
  for (const { kind, text } of blocks) {
    if (kind === 'heading') doc.font('strong').fontSize(16).fillColor('#111111').text(text).moveDown(0.8)
    else doc.font('text').fontSize(10.5).fillColor('#111111').text(text, { lineGap: 3 }).moveDown(0.9)
  }
  // The place to sign stays together on one page.
  if (doc.y > doc.page.height - 72 - 110) doc.addPage()
  doc.moveDown(3)
  const top = doc.y
  doc.moveTo(72, top).lineTo(290, top).moveTo(340, top).lineTo(523, top).lineWidth(0.7).strokeColor('#777777').stroke()
  doc.fontSize(9).fillColor('#555555').text(signer, 72, top + 5, { width: 218 }).text('Date', 340, top + 5, { width: 183 })
  doc.fontSize(6).fillColor('#ffffff').text(signAnchor, 72, top - 12, { lineBreak: false }).text(dateAnchor, 340, top - 12, { lineBreak: false })
  doc.end()
  return done
}
