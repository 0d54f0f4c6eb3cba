/** One card of a file: its unfolded lines and the physical 1-based line where it begins. */
export type CardLines = Readonly<{ line: number; lines: readonly string[]; problem?: string }>

const isQuotedPrintable = (line: string): boolean => /^[^:]*[;]\s*(?:ENCODING=)?QUOTED-PRINTABLE[^:]*:/i.test(line)
const isBase64 = (line: string): boolean => /^[^:]*;\s*(?:ENCODING=)?(?:BASE64|B)\b[^:]*:/i.test(line)

/** Joins a physical line to the one before it where vCard 2.1, 3.0 or 4.0 says it continues; null when it does not. */
function continued(previous: string | undefined, line: string): string | null {
  if (previous === undefined) return null
  if (isQuotedPrintable(previous) && previous.endsWith('=')) return previous.slice(0, -1) + line
  if (/^[ \t]/.test(line)) return previous + line.slice(1)
  if (isBase64(previous) && /^[A-Za-z0-9+/=]+$/.test(line)) return previous + line
  return null
}

/**
 * Cuts a file into cards. A card that is not closed ends where the next begins, with a problem; text outside cards
 * becomes a record with a problem too, so that nothing disappears.
 */
export function splitCards(text: string): readonly CardLines[] {
  const cards: CardLines[] = []
  let open: { line: number; lines: string[] } | null = null
  let isStray = false
  const close = (problem?: string): void => {
    if (open !== null) cards.push(problem === undefined ? open : { ...open, problem })
    open = null
  }
  text.split(/\r\n|\n|\r/).forEach((raw, index) => {
    if (/^\s*BEGIN:\s*VCARD\s*$/i.test(raw)) {
      close('This contact is cut off: its end is missing')
      open = { line: index + 1, lines: [] }
      isStray = false
    } else if (/^\s*END:\s*VCARD\s*$/i.test(raw) && open !== null) {
      close()
    } else if (open !== null) {
      const joined = continued(open.lines.at(-1), raw)
      if (joined !== null) open.lines[open.lines.length - 1] = joined
      else if (raw.trim() !== '') open.lines.push(raw)
    } else if (raw.trim() !== '' && !isStray) {
      cards.push({ line: index + 1, lines: [], problem: 'There is text here that belongs to no contact' })
      isStray = true
    }
  })
  close('This contact is cut off: its end is missing')
  return cards
}

/** A property without its group and with its value in plain text; null for a line that is none. */
export type CardProperty = Readonly<{ name: string; group: string; types: readonly string[]; value: string }>

function decodeQuotedPrintable(value: string, charset: string): string {
  const bytes: number[] = []
  for (let at = 0; at < value.length; at += 1) {
    const hex = value[at] === '=' ? /^[0-9A-F]{2}/i.exec(value.slice(at + 1, at + 3))?.[0] : undefined
    if (hex === undefined) bytes.push(...new TextEncoder().encode(value[at]))
    else bytes.push(Number.parseInt(hex, 16))
    if (hex !== undefined) at += 2
  }
  try {
    return new TextDecoder(charset).decode(new Uint8Array(bytes))
  } catch {
    return new TextDecoder().decode(new Uint8Array(bytes))
  }
}

/** The colon that ends the parameters: one inside quotation marks does not. */
function valueStart(line: string): number {
  let isQuoted = false
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '"') isQuoted = !isQuoted
    else if (line[at] === ':' && !isQuoted) return at
  }
  return line.indexOf(':')
}

/** Reads one unfolded line. vCard 2.1 writes bare types (`TEL;CELL`) and quoted-printable; later ones `TYPE=cell`. */
export function parseCardLine(line: string): CardProperty | null {
  const colon = valueStart(line)
  if (colon <= 0) return null
  const [path = '', ...params] = line.slice(0, colon).split(';').map(part => part.trim())
  const dot = path.lastIndexOf('.')
  const named = params.map(param => (param.includes('=') ? param : /^quoted-printable|base64$/i.test(param) ? `ENCODING=${param}` : `TYPE=${param}`))
  const valuesOf = (name: string): readonly string[] =>
    named.filter(param => param.toUpperCase().startsWith(`${name}=`)).flatMap(param => param.slice(name.length + 1).replace(/"/g, '').split(','))
  const raw = line.slice(colon + 1)
  const isEncoded = valuesOf('ENCODING').some(encoding => /^quoted-printable$/i.test(encoding))
  const plain = isEncoded ? decodeQuotedPrintable(raw, valuesOf('CHARSET')[0] ?? 'utf-8').replace(/\r\n?|\n/g, '\\n') : raw
  return { name: path.slice(dot + 1).toUpperCase(), group: path.slice(0, Math.max(0, dot)).toLowerCase(), types: valuesOf('TYPE').map(type => type.toLowerCase()), value: plain }
}
