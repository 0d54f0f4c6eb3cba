import { TextLayer, type PDFDocumentProxy } from 'pdfjs-dist'
import { useEffect, useRef, useState, type CSSProperties } from 'react'
import styles from './pdf-view.module.css'

/** Width and height of a page at scale 1, in CSS pixels. */
export type PageSize = Readonly<{ width: number; height: number }>

type PdfPageProps = { pdf: PDFDocumentProxy; number: number; scale: number; size: PageSize }

/** One page: drawn once it comes near the window, with its text over it so that it can be selected and read aloud. */
export function PdfPage({ pdf, number, scale, size }: PdfPageProps) {
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const text = useRef<HTMLDivElement>(null)
  // The first is in sight; the others are looked for.
  const [isNear, setNear] = useState(number === 1)
  useEffect(() => {
    if (!frame.current) return
    const observer = new IntersectionObserver(entries => setNear(entries.some(entry => entry.isIntersecting)), { rootMargin: '600px 0px' })
    observer.observe(frame.current)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    if (!isNear || !canvas.current || !text.current) return
    return drawPage(pdf, number, scale, { frame: frame.current!, canvas: canvas.current, text: text.current })
  }, [pdf, number, scale, isNear])
  return (
    <div ref={frame} className={styles.page} data-page={number} style={{ width: size.width * scale, height: size.height * scale, '--total-scale-factor': scale, '--scale-round-x': '1px', '--scale-round-y': '1px' } as CSSProperties}>
      <canvas ref={canvas} className={styles.canvas} aria-hidden="true" />
      <div ref={text} className={styles.textLayer} role="document" aria-label={`Page ${number}`} />
    </div>
  )
}

type Sheet = Readonly<{ frame: HTMLDivElement; canvas: HTMLCanvasElement; text: HTMLDivElement }>

/** Draws and returns what stops the drawing; the sheet says `data-drawn` once it can be read. */
function drawPage(pdf: PDFDocumentProxy, number: number, scale: number, { frame, canvas, text }: Sheet): () => void {
  let stop = (): void => undefined
  let stopped = false
  const draw = async () => {
    const page = await pdf.getPage(number)
    if (stopped) return
    const density = Math.min(window.devicePixelRatio || 1, 3)
    const sharp = page.getViewport({ scale: scale * density })
    canvas.width = Math.floor(sharp.width)
    canvas.height = Math.floor(sharp.height)
    const drawing = page.render({ canvas, viewport: sharp })
    text.replaceChildren()
    const layer = new TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport: page.getViewport({ scale }) })
    stop = () => {
      drawing.cancel()
      layer.cancel()
    }
    const layered = layer.render()
    await drawing.promise
    frame.dataset['drawn'] = ''
    await layered
  }
  // A drawing that was stopped ends in a rejection that says so; a page that cannot be drawn stays white.
  draw().catch(() => undefined)
  return () => {
    stopped = true
    stop()
  }
}
