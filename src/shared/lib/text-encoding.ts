/** How the bytes of a text file are read. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** How much of a file decides whether it is UTF-16 without a mark; bytes. */
const sampleBytes = 64 * 1024

/** The encoding a byte order mark names, if there is one. */
function markedEncoding(bytes: Uint8Array): TextEncoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

/**
 * UTF-16 without a mark: in Western text nearly every second byte is NUL, always on the same side. A stray NUL in an
 * 8-bit file is not enough: 40 % on one side and next to none on the other are asked for.
 */
function unmarkedUtf16(bytes: Uint8Array): TextEncoding | null {
  const length = Math.min(bytes.length, sampleBytes) & ~1
  if (length < 4) return null
  let evenNuls = 0
  let oddNuls = 0
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) evenNuls += 1
    if (bytes[at + 1] === 0) oddNuls += 1
  }
  const pairs = length / 2
  if (oddNuls / pairs > 0.4 && evenNuls / pairs < 0.05) return 'utf-16le'
  if (evenNuls / pairs > 0.4 && oddNuls / pairs < 0.05) return 'utf-16be'
  return null
}

/** Collects what tells a file's encoding while its pieces pass by, so that a large file need not be in memory. */
export type EncodingProbe = Readonly<{
  /** The next piece of the file, in order. */
  push: (bytes: Uint8Array) => void
  /** The file ended: its encoding. */
  finish: () => TextEncoding
}>

/** A probe for one file. The first piece should hold 64 KB or the whole file. */
export function createEncodingProbe(): EncodingProbe {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let first = true
  let known: TextEncoding | null = null
  let isUtf8 = true
  const check = (bytes: Uint8Array, stream: boolean): void => {
    try {
      utf8.decode(bytes, { stream })
    } catch {
      isUtf8 = false
    }
  }
  return {
    push: bytes => {
      if (first) known = markedEncoding(bytes) ?? unmarkedUtf16(bytes)
      first = false
      if (known === null && isUtf8) check(bytes, true)
    },
    finish: () => {
      if (known !== null) return known
      if (isUtf8) check(new Uint8Array(), false)
      return isUtf8 ? 'utf-8' : 'windows-1252'
    },
  }
}

/** The encoding of a whole file: its mark, else UTF-16 by its NULs, else valid UTF-8, else Windows-1252. */
function detectEncoding(bytes: Uint8Array): TextEncoding {
  const probe = createEncodingProbe()
  probe.push(bytes)
  return probe.finish()
}

/**
 * What Windows-1252 has at 0x80–0x9F (WHATWG Encoding Standard). Written out because some Node releases decode this
 * label as Latin-1, which would turn a curly apostrophe or the euro sign into an invisible control character.
 */
const windows1252High = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function repairWindows1252(text: string): string {
  // oxlint-disable-next-line no-control-regex -- exactly the range that must not survive
  return text.replace(/[\u0080-\u009f]/g, character => windows1252High[character.charCodeAt(0) - 0x80] ?? character)
}

/** Decodes one file piece by piece, without its mark. Call `decode` with `last` for the final piece. */
export function createPieceDecoder(encoding: TextEncoding): (bytes: Uint8Array, last?: boolean) => string {
  const decoder = new TextDecoder(encoding)
  return (bytes, last = false) => {
    const text = decoder.decode(bytes, { stream: !last })
    return encoding === 'windows-1252' ? repairWindows1252(text) : text
  }
}

/** The text of a whole file, without its mark, and how it was read. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: TextEncoding } {
  const encoding = detectEncoding(bytes)
  return { text: createPieceDecoder(encoding)(bytes, true), encoding }
}
