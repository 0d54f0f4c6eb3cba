import type { OpenAnswer, OpenQuestion, SaveAnswer } from './desktop.ts'

type Writable = { write(bytes: Uint8Array<ArrayBuffer>): Promise<void>; close(): Promise<void> }
type SaveHandle = { name: string; createWritable(): Promise<Writable> }
type Picker = (options: { suggestedName: string }) => Promise<SaveHandle>

/** Asks where, in browsers that can; else the file goes to the person's downloads. */
export async function saveWebFile(page: Window, suggestedName: string, bytes: Uint8Array<ArrayBuffer>): Promise<SaveAnswer> {
  const pick = (page as Window & { showSaveFilePicker?: Picker }).showSaveFilePicker
  if (pick === undefined) return download(page.document, suggestedName, bytes)
  try {
    const handle = await pick.call(page, { suggestedName })
    const file = await handle.createWritable()
    await file.write(bytes)
    await file.close()
    return { kind: 'saved', fileName: handle.name }
  } catch (error) {
    return afterPicker(page, suggestedName, bytes, error)
  }
}

function afterPicker(page: Window, suggestedName: string, bytes: Uint8Array<ArrayBuffer>, error: unknown): SaveAnswer {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (name === 'AbortError') return { kind: 'cancelled' }
  if (name === 'QuotaExceededError') return { kind: 'failed', reason: 'no_space' }
  // SecurityError: too long since the person's click for a picker; a download needs none.
  if (name === 'SecurityError') return download(page.document, suggestedName, bytes)
  return { kind: 'failed', reason: name === 'NotAllowedError' ? 'no_permission' : 'other' }
}

function download(document: Document, suggestedName: string, bytes: Uint8Array<ArrayBuffer>): SaveAnswer {
  const address = URL.createObjectURL(new Blob([bytes]))
  const link = Object.assign(document.createElement('a'), { href: address, download: suggestedName })
  link.click()
  // The browser reads the address after the click has returned; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
  return { kind: 'saved', fileName: suggestedName }
}

/** The browser's own file dialog. */
export function openWebFiles(document: Document, question: OpenQuestion): Promise<OpenAnswer> {
  const input = Object.assign(document.createElement('input'), {
    type: 'file', multiple: question.several, accept: question.extensions.map(extension => `.${extension}`).join(','),
  })
  return new Promise(resolve => {
    input.addEventListener('cancel', () => resolve({ kind: 'cancelled' }))
    input.addEventListener('change', () => { void readChosen([...(input.files ?? [])], question.maxBytes).then(resolve) })
    input.click()
  })
}

/** The contents of chosen or dropped files; one that is larger than `maxBytes` is named and nothing is read. */
export async function readChosen(files: readonly File[], maxBytes: number): Promise<OpenAnswer> {
  if (files.length === 0) return { kind: 'cancelled' }
  const large = files.find(file => file.size > maxBytes)
  if (large !== undefined) return { kind: 'too_large', name: large.name, maxBytes }
  try {
    return { kind: 'opened', files: await Promise.all(files.map(async file => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }))) }
  } catch {
    return { kind: 'failed', reason: 'unreadable' }
  }
}
