export type PasswordHint = Readonly<{ isEnough: boolean; score: 0 | 1 | 2 | 3 | 4; say: string }>

const common = ['password', 'passwort', 'qwerty', 'qwertz', '123456', 'letmein', 'welcome', 'shortlist', 'iloveyou', 'admin', 'abc123', '111111']
/** As the contract says; the server judges again. */
const leastLength = 12

/** Distinct characters and kinds, in bits a guesser has to try; runs such as `aaaa` and `1234` count once. */
function roughBits(password: string): number {
  const kinds = [[/[a-z]/, 26], [/[A-Z]/, 26], [/\d/, 10], [/[^a-zA-Z0-9]/, 30]] as const
  const alphabet = kinds.reduce((sum, [kind, size]) => sum + (kind.test(password) ? size : 0), 0) || 1
  const codes = [...password].map(letter => letter.codePointAt(0)!)
  const fresh = codes.filter((code, index) => index === 0 || Math.abs(code - codes[index - 1]!) > 1).length
  return fresh * Math.log2(alphabet)
}

/** What to say under a password box while it is typed. `own` are the person's name, e-mail and workspace. */
export function passwordHint(password: string, own: readonly string[]): PasswordHint {
  const lower = password.toLowerCase()
  if (password === '') return { isEnough: false, score: 0, say: `At least ${leastLength} characters. A sentence of four or five words is easy to keep in mind.` }
  if (password.length < leastLength) return { isEnough: false, score: 1, say: `${leastLength - password.length} more ${leastLength - password.length === 1 ? 'character' : 'characters'} needed.` }
  const ownWords = own.flatMap(text => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter(word => word.length >= 4)
  if (ownWords.some(word => lower.includes(word) && lower.length - word.length < 8)) return { isEnough: false, score: 1, say: 'Easy to guess: it is mostly your own name or address.' }
  if (common.some(word => lower.includes(word) && lower.length - word.length < 8)) return { isEnough: false, score: 1, say: 'Easy to guess: it is built on one of the commonest passwords.' }
  const bits = roughBits(password)
  if (bits < 40) return { isEnough: false, score: 1, say: 'Easy to guess: the same characters over and over.' }
  if (bits < 60) return { isEnough: true, score: 2, say: 'Fair. A few more words make it good.' }
  return bits < 85 ? { isEnough: true, score: 3, say: 'Good.' } : { isEnough: true, score: 4, say: 'Strong.' }
}
