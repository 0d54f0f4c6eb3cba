import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist'
// oxlint-disable-next-line import/default -- the build gives every `?url` import the file's address
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { BundledPdfData } from './pdf-data.ts'

export type OpenedPdf = Readonly<
  | { kind: 'open'; pdf: PDFDocumentProxy; close: () => void }
  | { kind: 'protected' }
  | { kind: 'unreadable' }
>

/** Opens a PDF from bytes on this device; nothing is fetched but the app's own files. */
export async function openPdf(bytes: ArrayBuffer): Promise<OpenedPdf> {
  GlobalWorkerOptions.workerSrc = workerUrl
  const task = getDocument({ data: new Uint8Array(bytes), useWorkerFetch: false, BinaryDataFactory: BundledPdfData, enableXfa: false })
  try {
    const pdf = await task.promise
    return { kind: 'open', pdf, close: () => void task.destroy() }
  } catch (error) {
    void task.destroy()
    return { kind: error instanceof Error && error.name === 'PasswordException' ? 'protected' : 'unreadable' }
  }
}
