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
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    if (!frame.current) return
    const observer = new IntersectionObserver(entries => setNear(entries.some(entry => entry.isIntersecting)), { rootMargin: '600px 0px' })
    observer.observe(frame.current)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    if (!isNear || !canvas.current || !text.current) return
    return drawPage(pdf, number, scale, canvas.current, text.current)
  }, [pdf, number, scale, isNear])
  return (
    <div ref={frame} className={styles.page} data-page={number} style={{ width: size.width * scale, height: size.height * scale, '--total-scale-factor': scale, '--scale-round-x': '1px', '--scale-round-y': '1px' } as CSSProperties}>
      <canvas ref={canvas} className={styles.canvas} aria-hidden="true" />
      <div ref={text} className={styles.textLayer} role="document" aria-label={`Page ${number}`} />
    </div>
  )
}

/** Draws and returns what stops the drawing. */
function drawPage(pdf: PDFDocumentProxy, number: number, scale: number, canvas: HTMLCanvasElement, text: HTMLDivElement): () => void {
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
    await Promise.all([drawing.promise, layer.render()])
  }
  // A drawing that was stopped ends in a rejection that says so; a page that cannot be drawn stays white.
  draw().catch(() => undefined)
  return () => {
    stopped = true
    stop()
  }
}
