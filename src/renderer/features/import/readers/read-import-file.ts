import { decodeText } from '#shared/lib/text-encoding'
import { maxFileBytes, refuse, type ImportRead, type ReadOptions } from './import-read.ts'
import { readArchive } from './read-archive.ts'
import { readText } from './read-text.ts'

function startsWith(bytes: Uint8Array, ...signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte)
}

/** True when a compound file (OLE2) holds an encrypted package: a workbook with a password. */
function isEncryptedPackage(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 64 * 1024)
  return new TextDecoder('utf-16le').decode(head.subarray(0, head.length & ~1)).includes('EncryptedPackage')
}

/** True for pictures, PDFs and programs: text has no NUL once decoded, and these have many. */
function isBinary(text: string): boolean {
  const sample = text.slice(0, 4_096)
  // oxlint-disable-next-line no-control-regex -- counts exactly these
  const controls = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0
  return controls > sample.length * 0.02
}

/**
 * Reads a file of people into one form, judged by its content and not by the ending of its name. Runs in a worker:
 * it needs nothing of a page. Rows stay as written; `planDrafts` and `buildPeopleDrafts` clean them.
 */
export async function readImportFile(name: string, bytes: Uint8Array, options: ReadOptions = {}): Promise<ImportRead> {
  if (bytes.length === 0) return refuse('import.empty', 'This file is empty.')
  if (bytes.length > maxFileBytes) return refuse('import.too_large', 'This file is larger than 50 MB. Split it and import the parts one after the other.')
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return readArchive(bytes, options)
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    return isEncryptedPackage(bytes)
      ? refuse('import.locked_workbook', 'This workbook is protected by a password. Remove the password in Excel and import it again.')
      : refuse('import.old_excel', 'This is an old Excel file (.xls). Open it in Excel and save it as .xlsx or CSV.')
  }
  const isForeign = startsWith(bytes, 0x25, 0x50, 0x44, 0x46) || startsWith(bytes, 0x89, 0x50, 0x4e, 0x47) || startsWith(bytes, 0xff, 0xd8, 0xff)
  const { text } = isForeign ? { text: '' } : decodeText(bytes)
  if (isForeign || isBinary(text)) return refuse('import.not_a_table', 'This file is not a list of people. Import a CSV, an Excel workbook, vCards, a JSON résumé or a LinkedIn export.')
  return readText(text, name)
}
