import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { AppError } from '#shared/lib/app-error'

/** The largest file; bytes. */
export const maxFileBytes = 60 * 1024 * 1024
const partBytes = 1024 * 1024

/**
 * Reads a file that is being sent, in parts of 1 MB.
 * @throws AppError `request.too_large`, `file.does_not_match` when the content is not what its name says.
 */
export async function receiveFile(sent: Readable, sha256: string): Promise<readonly Uint8Array[]> {
  const hash = createHash('sha256')
  const parts: Uint8Array[] = []
  let piece: Buffer[] = []
  let pieceBytes = 0
  let total = 0
  const finishPart = (): void => {
    parts.push(Buffer.concat(piece))
    piece = []
    pieceBytes = 0
  }
  // The line stays open when we stop reading, or the sender would never see why.
  for await (const chunk of sent.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    total += chunk.length
    if (total > maxFileBytes) throw new AppError('request.too_large')
    hash.update(chunk)
    piece.push(chunk)
    pieceBytes += chunk.length
    if (pieceBytes >= partBytes) finishPart()
  }
  if (pieceBytes > 0) finishPart()
  if (total === 0 || hash.digest('hex') !== sha256) throw new AppError('file.does_not_match')
  return parts
}
