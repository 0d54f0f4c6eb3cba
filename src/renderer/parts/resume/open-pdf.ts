import { getDocument, GlobalWorkerOptions, PDFWorker, type PDFDocumentProxy } from 'pdfjs-dist'
// oxlint-disable-next-line import/default -- the build gives every `?url` import the file's address
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { BundledPdfData } from './pdf-data.ts'

export type OpenedPdf = Readonly<
  | { kind: 'open'; pdf: PDFDocumentProxy; close: () => void }
  | { kind: 'protected' }
  | { kind: 'unreadable' }
>

let worker: PDFWorker | null = null

/** One reader for every file: to start one takes longer than to draw a page. Asking for it ahead of the first file starts it. */
export function pdfReader(): PDFWorker {
  GlobalWorkerOptions.workerSrc = workerUrl
  if (!worker || worker.destroyed) worker = new PDFWorker()
  return worker
}

/** Opens a PDF from bytes on this device; nothing is fetched but the app's own files. */
export async function openPdf(bytes: ArrayBuffer): Promise<OpenedPdf> {
  const task = getDocument({ worker: pdfReader(), data: new Uint8Array(bytes), useWorkerFetch: false, BinaryDataFactory: BundledPdfData, enableXfa: false })
  try {
    const pdf = await task.promise
    return { kind: 'open', pdf, close: () => void task.destroy() }
  } catch (error) {
    void task.destroy()
    return { kind: error instanceof Error && error.name === 'PasswordException' ? 'protected' : 'unreadable' }
  }
}
