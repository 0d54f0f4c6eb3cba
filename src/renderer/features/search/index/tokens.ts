/** Letters that Unicode does not take apart but people leave out when they type. */
const plainLetters: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', ı: 'i', æ: 'ae', œ: 'oe', đ: 'd', ð: 'd', þ: 'th' }

/** Text as it is compared: no accents, lower case. "Łukasz Müller" → "lukasz muller". */
export function foldText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- plain ASCII needs no folding
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase()
  return text.normalize('NFKD').replace(/\p{M}+/gu, '').toLowerCase().replace(/[ßøłıæœđðþ]/g, letter => plainLetters[letter] ?? letter)
}

/** A word, or one character of a script that writes no spaces. */
const word = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[[\p{L}\p{N}]--[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]]+/gv

const longestTerm = 40

/** The words of a text, folded. An apostrophe joins: "O'Brien" → "obrien". */
export function wordsOf(text: string): string[] {
  const words = foldText(text).replace(/['’‘ʼ]/g, '').match(word) ?? []
  return words.map(each => (each.length > longestTerm ? each.slice(0, longestTerm) : each))
}

/** The words of a name, also each side of an apostrophe: "O'Brien" is found by "brien". */
export function nameWordsOf(name: string): string[] {
  const words = wordsOf(name)
  return /['’‘ʼ]/.test(name) ? [...new Set([...words, ...wordsOf(name.replace(/['’‘ʼ]/g, ' '))])] : words
}

/** What a phone number is found by: all its digits, and its endings with and without country and area code. */
export function phoneTermsOf(phone: string): string[] {
  const digits = phone.replace(/\D/g, '')
  if (digits.length < 5) return []
  return [...new Set([digits, ...[10, 9, 8, 7].map(length => digits.slice(-length))])]
}

/** The words of what somebody typed; a phone number typed with spaces or brackets is one word. */
export function queryWords(query: string): string[] {
  const trimmed = query.trim()
  if (/^[+(]?[\d\s().\-/]+$/.test(trimmed)) {
    const digits = trimmed.replace(/\D/g, '')
    if (digits.length >= 5) return [digits.replace(/^00/, '')]
  }
  return [...new Set(wordsOf(trimmed))].slice(0, 8)
}
