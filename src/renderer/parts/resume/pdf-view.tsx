import { ChevronDown, ChevronUp, Minus, Plus } from 'lucide-react'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { Banner } from '../../ui/display/banner.tsx'
import { Spinner } from '../../ui/display/spinner.tsx'
import { Toolbar, ToolbarDivider } from '../../ui/layout/toolbar.tsx'
import { openPdf, pdfReader } from './open-pdf.ts'
import { PdfPage, type PageSize } from './pdf-page.tsx'
import styles from './pdf-view.module.css'

type State = { kind: 'opening' } | { kind: 'protected' } | { kind: 'unreadable' } | { kind: 'open'; pdf: PDFDocumentProxy; sizes: readonly PageSize[] }

const zooms = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3] as const

function usePdf(blob: Blob): State {
  const [state, setState] = useState<State>({ kind: 'opening' })
  useEffect(() => {
    let stopped = false
    let close = (): void => undefined
    const open = async () => {
      const opened = await openPdf(await blob.arrayBuffer())
      if (opened.kind !== 'open') return stopped || setState(opened)
      close = opened.close
      if (stopped) return close()
      const pages = await Promise.all(Array.from({ length: opened.pdf.numPages }, (_, index) => opened.pdf.getPage(index + 1)))
      const sizes = pages.map(page => page.getViewport({ scale: 1 })).map(({ width, height }) => ({ width, height }))
      if (!stopped) setState({ kind: 'open', pdf: opened.pdf, sizes })
    }
    open().catch(() => stopped || setState({ kind: 'unreadable' }))
    return () => {
      stopped = true
      close()
    }
  }, [blob])
  return state
}

/** Starts what reads files, so that the first to be opened does not wait for it. */
export function preparePdf(): void { pdfReader() }

/** A PDF inside the app, with no network: zoom, page keys, text that can be selected. */
export function PdfView({ blob, name }: { blob: Blob; name: string }) {
  const state = usePdf(blob)
  if (state.kind === 'opening') return <p className={styles.notice} aria-busy="true"><Spinner label={`Opening ${name}`} size="md" /></p>
  if (state.kind === 'protected') return <Banner tone="warn">This file is protected with a password. Download it and open it with the password.</Banner>
  if (state.kind === 'unreadable') return <Banner tone="bad">This file is not a PDF that can be read. Download it, or ask for it again.</Banner>
  return <Pages pdf={state.pdf} sizes={state.sizes} name={name} />
}

function Pages({ pdf, sizes, name }: { pdf: PDFDocumentProxy; sizes: readonly PageSize[]; name: string }) {
  const scroller = useRef<HTMLDivElement>(null)
  const [zoom, setZoom] = useState<number | null>(null)
  const [width, setWidth] = useState(0)
  const [page, setPage] = useState(1)
  useLayoutEffect(() => {
    if (!scroller.current) return
    const { paddingLeft, paddingRight } = getComputedStyle(scroller.current)
    setWidth(scroller.current.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight))
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0))
    observer.observe(scroller.current)
    return () => observer.disconnect()
  }, [])
  const fitting = Math.max(0.25, (width - 24) / Math.max(1, ...sizes.map(size => size.width)))
  const scale = zoom ?? Math.min(fitting, 1.6)
  const step = (direction: 1 | -1) => {
    const next = direction === 1 ? zooms.find(each => each > scale + 0.01) : zooms.findLast(each => each < scale - 0.01)
    if (next !== undefined) setZoom(next)
  }
  const goTo = (number: number) => {
    const wanted = Math.min(sizes.length, Math.max(1, number))
    scroller.current?.querySelector(`[data-page="${wanted}"]`)?.scrollIntoView({ block: 'start' })
    setPage(wanted)
  }
  const onScroll = () => {
    const top = scroller.current?.getBoundingClientRect().top ?? 0
    const seen = [...scroller.current?.querySelectorAll('[data-page]') ?? []].findLastIndex(each => each.getBoundingClientRect().top < top + 120)
    setPage(Math.max(0, seen) + 1)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const run = { '+': () => step(1), '=': () => step(1), '-': () => step(-1), '0': () => setZoom(null), PageDown: () => goTo(page + 1), PageUp: () => goTo(page - 1), Home: () => goTo(1), End: () => goTo(sizes.length) }[event.key]
    if (!run || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    run()
  }
  return (
    <section className={styles.view} aria-label={name}>
      <div className={styles.bar}>
        <Toolbar label="Pages and size">
          <IconButton label="Previous page" size="sm" icon={<ChevronUp aria-hidden="true" />} isDisabled={page <= 1} onPress={() => goTo(page - 1)} />
          <IconButton label="Next page" size="sm" icon={<ChevronDown aria-hidden="true" />} isDisabled={page >= sizes.length} onPress={() => goTo(page + 1)} />
          <span className={styles.count}>{page} of {sizes.length}</span>
          <ToolbarDivider />
          <IconButton label="Smaller" size="sm" icon={<Minus aria-hidden="true" />} isDisabled={scale <= zooms[0]} onPress={() => step(-1)} />
          <span className={styles.count}>{Math.round(scale * 100)} %</span>
          <IconButton label="Larger" size="sm" icon={<Plus aria-hidden="true" />} isDisabled={scale >= zooms.at(-1)!} onPress={() => step(1)} />
        </Toolbar>
      </div>
      {/* A scrolling region must take the focus, or the keyboard cannot scroll it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions */}
      <section ref={scroller} className={styles.scroller} aria-label={`Pages of ${name}`} tabIndex={0} onScroll={onScroll} onKeyDown={onKeyDown}>
        {width > 0 && sizes.map((size, index) => <PdfPage key={index} pdf={pdf} number={index + 1} scale={scale} size={size} />)}
      </section>
    </section>
  )
}
