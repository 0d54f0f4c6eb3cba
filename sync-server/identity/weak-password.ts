/**
 * Words that the commonest passwords are made of (after the yearly lists of leaked passwords, 2015–2025). Long ones
 * are nearly always one of these with digits and marks around it.
 */
const commonWords = `password passw0rd p@ssw0rd p@ssword pass word admin administrator administrateur welcome letmein login master access secret
  qwertyuiop qwertyui qwerty qwertz qwertzuiop azerty azertyuiop asdfghjkl asdfgh asdf zxcvbnm zxcvbn yxcvbnm 1q2w3e4r5t6y 1q2w3e4r5t 1q2w3e4r 1q2w3e q1w2e3r4t5y6
  q1w2e3r4 1qaz2wsx3edc 1qaz2wsx qazwsxedc qazwsx zaq12wsx zaq1 iloveyou loveyou ilove love lovely sunshine princess dragon monkey football baseball basketball
  soccer hockey superman batman spiderman pokemon starwars trustno1 whatever freedom hello hello123 shadow michael jordan jennifer jessica ashley
  daniel charlie andrew thomas robert william george maggie buster tigger ginger pepper cookie summer winter spring autumn monday friday
  january february march april june july august september october november december computer internet samsung google facebook linkedin
  microsoft windows apple android iphone server system database default changeme change temp temporary test testing tester guest user username
  root public private company office business manager employee recruiter recruiting recruitment hiring shortlist candidate career interview talent
  flower butterfly rainbow angel babygirl family forever friends jesus blessed heaven chocolate banana orange cheese killer mustang
  harley ferrari mercedes porsche corvette yankees cowboys chelsea liverpool arsenal barcelona juventus realmadrid chicken elephant
  qwerty123 abc123 abcd1234 abcdef abcdefg aaaaaa matrix merlin phoenix hunter ranger diamond silver golden purple yellow
  asshole fuckyou fuck bitch pussy naruto minecraft fortnite roblox passwort contraseña motdepasse senha parola hallo bonjour geheim
  schatz ficken sommer hockey123 doudou soleil loulou chouchou teamo amor`.split(/\s+/).toSorted((a, b) => b.length - a.length)

/** Neighbours on the keyboard or in the alphabet, in either direction. */
const runs = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'].flatMap(run => [run, [...run].toReversed().join('')])

/** How many characters stay when repeats and runs such as `4567` or `fghj` count as one. */
function unpredictable(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at += 1) {
    const pair = text.slice(at - 1, at + 1)
    if (at > 0 && (pair[0] === pair[1] || runs.some(run => run.includes(pair)))) continue
    count += 1
  }
  return count
}

/**
 * True for a password that is short, repeats itself, or is little more than a common word or the person's own data.
 * `own`: name, e-mail and workspace. What remains without those must be worth six characters.
 */
export function isWeakPassword(password: string, own: readonly string[]): boolean {
  const plain = password.normalize('NFKC').toLowerCase()
  if ([...plain].length < 12 || new Set(plain).size < 5) return true
  const ownWords = own.flatMap(text => text.normalize('NFKC').toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter(word => word.length >= 3)
  const rest = [...ownWords, ...commonWords].reduce((left, word) => left.replaceAll(word, ' '), plain)
  return unpredictable(rest.replaceAll(/\s+/g, ' ').trim()) < 6
}
