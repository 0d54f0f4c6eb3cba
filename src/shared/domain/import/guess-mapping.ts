import { emailKey, phoneKey, profileKey } from '../../lib/contact-keys.ts'
import { findDateOrder, parseDay } from './dates.ts'
import { normaliseHeader, probableTargetOfHeader, targetOfHeader } from './header-words.ts'
import { importTargets, sharedTargets, type ImportTarget } from './import-fields.ts'

/** A guess for one column; `confidence` 0–1, `why` is a sentence for the mapping step. */
export type ColumnGuess = Readonly<{ target: ImportTarget; confidence: number; why: string }>

/** A mapping: the target of each column, in column order. */
export type ImportMapping = readonly ImportTarget[]

/** Mappings that people confirmed before, by `mappingKey`. Parsed again when used: stored data outlives its writer. */
export type RememberedMappings = ReadonlyMap<string, readonly string[]>

/** What identifies a layout of columns: the same headers in the same order give the same key. */
export function mappingKey(headers: readonly string[]): string {
  return headers.map(header => normaliseHeader(header)).join('\u001f')
}

const left: ColumnGuess = { target: 'note', confidence: 0.2, why: 'Kept as a line of the note, so that nothing is lost' }

/** The share of `values` that pass `test`. */
function share(values: readonly string[], test: (value: string) => boolean): number {
  return values.length === 0 ? 0 : values.filter(test).length / values.length
}

function isPhoneLike(value: string): boolean {
  return /^[+(]?[\d\s().\-/]{7,24}$/.test(value) && (value.match(/\d/g)?.length ?? 0) >= 7 && !/^\d{4}-\d{2}-\d{2}/.test(value)
    && (value.startsWith('+') ? phoneKey(value) !== null : true)
}

/** What the values alone say; for columns whose header says nothing, or something else. */
function guessByContent(values: readonly string[]): ColumnGuess | null {
  if (share(values, value => emailKey(value) !== null) >= 0.6) return { target: 'emails', confidence: 0.9, why: 'Its values are e-mail addresses' }
  if (share(values, value => /linkedin\.com\/|github\.com\//i.test(value) && profileKey(value) !== null) >= 0.5) {
    return { target: 'links', confidence: 0.9, why: 'Its values are profile links' }
  }
  if (share(values, value => isPhoneLike(value) && /[+\s()-]/.test(value)) >= 0.7) return { target: 'phones', confidence: 0.6, why: 'Its values look like phone numbers' }
  return null
}

/** True where the header's claim cannot be: such as an e-mail column without a single address. */
function contradicts(target: ImportTarget, values: readonly string[]): boolean {
  if (values.length === 0) return false
  if (target === 'emails') return share(values, value => value.includes('@')) < 0.2
  if (target === 'phones') return share(values, value => /\d{3}/.test(value)) < 0.2
  if (target === 'appliedDate') return findDateOrder(values) === 'notNeeded' && share(values, value => parseDay(value, null) !== null) < 0.2
  if (target === 'ownerEmail') return share(values, value => emailKey(value) !== null) < 0.5
  return false
}

function guessColumn(header: string, values: readonly string[]): ColumnGuess {
  const exact = targetOfHeader(header)
  const target = exact ?? probableTargetOfHeader(header)
  const byContent = guessByContent(values)
  if (target !== undefined && !contradicts(target, values)) {
    if (target === 'salary') return { target: 'ignore', confidence: 0.8, why: 'Pay is left out unless you choose to bring it along' }
    if (target === 'ownerEmail' || byContent === null || byContent.target === target || exact !== undefined && target !== 'fullName') {
      return { target, confidence: exact === undefined ? 0.6 : 1, why: `The heading “${header}” says so` }
    }
  }
  return byContent ?? left
}

const jobHeader = /^(?:job title|stellentitel|intitule du poste|titulo del puesto|position title)$/

/** “Job Title” is where somebody works in an address book, and what they applied for in an export of applications. */
function guessJobTitle(guesses: readonly ColumnGuess[], headers: readonly string[]): readonly ColumnGuess[] {
  const isApplications = guesses.some(guess => guess.target === 'stage' || guess.target === 'appliedDate' || guess.target === 'rejectionReason')
  const taken = new Set(guesses.map(guess => guess.target))
  const target: ImportTarget = isApplications && !taken.has('jobTitle') ? 'jobTitle' : 'title'
  const why = target === 'jobTitle' ? 'Applications are listed, so this is the job applied for' : 'No application is listed, so this is the current title'
  return guesses.map((guess, index) =>
    guess === left && jobHeader.test(normaliseHeader(headers[index] ?? '')) ? { target, confidence: 0.7, why } : guess)
}

/** One column per single-valued target: the surest stays, the others become lines of the note. */
function settleRivals(guesses: readonly ColumnGuess[]): readonly ColumnGuess[] {
  const best = new Map<ImportTarget, number>()
  guesses.forEach((guess, index) => {
    const rival = best.get(guess.target)
    if (rival === undefined || (guesses[rival]?.confidence ?? 0) < guess.confidence) best.set(guess.target, index)
  })
  return guesses.map((guess, index) =>
    sharedTargets.has(guess.target) || best.get(guess.target) === index
      ? guess
      : { ...left, why: 'Another column fits better; kept as a line of the note' })
}

/** A full name beside first and last name would say the same twice: the parts win only when both are there. */
function settleNames(guesses: readonly ColumnGuess[]): readonly ColumnGuess[] {
  const targets = new Set(guesses.map(guess => guess.target))
  if (targets.has('fullName') || targets.has('firstName') || !targets.has('lastName')) return guesses
  return guesses.map(guess => (guess.target === 'lastName' ? { ...guess, target: 'fullName', why: 'The only name column' } : guess))
}

function rememberedGuesses(remembered: readonly string[] | undefined, count: number): readonly ColumnGuess[] | null {
  const targets = remembered?.filter((name): name is ImportTarget => (importTargets as readonly string[]).includes(name))
  if (targets?.length !== count) return null
  return targets.map(target => ({ target, confidence: 1, why: 'As you chose last time' }))
}

/**
 * Guesses the target of every column: a remembered mapping first, then the heading, then the values.
 * `sampleRows` are the cells of the first rows (200 are plenty). Anything unclear becomes a line of the note.
 */
export function guessMapping(
  headers: readonly string[], sampleRows: readonly (readonly string[])[], remembered: RememberedMappings = new Map(),
): readonly ColumnGuess[] {
  const known = rememberedGuesses(remembered.get(mappingKey(headers)), headers.length)
  if (known !== null) return known
  const guesses = headers.map((header, index) => {
    const values = sampleRows.map(cells => cells[index]?.trim() ?? '').filter(value => value !== '').slice(0, 200)
    return guessColumn(header, values)
  })
  return settleNames(settleRivals(guessJobTitle(guesses, headers)))
}
