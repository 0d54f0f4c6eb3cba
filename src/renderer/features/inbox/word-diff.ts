/** A run of text that both sides have, or only this one. */
export type DiffRun = Readonly<{ text: string; isOwn: boolean }>

/** Beyond this many words a side is shown unmarked: the table below would grow by the product. */
const mostWords = 1_500

/** Texts that share less than this are two texts, not two versions of one: marking nearly all of them says nothing. */
const leastShared = 1 / 3

const wordsOf = (text: string): readonly string[] => text.match(/\s+|[^\s]+/g) ?? []

/** Lengths of the longest common subsequence of the tails of `a` and `b`, row by row. */
function commonTails(a: readonly string[], b: readonly string[]): readonly Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      rows[i]![j] = a[i] === b[j] ? rows[i + 1]![j + 1]! + 1 : Math.max(rows[i + 1]![j]!, rows[i]![j + 1]!)
    }
  }
  return rows
}

function join(runs: readonly DiffRun[]): readonly DiffRun[] {
  const joined: DiffRun[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (last && last.isOwn === run.isOwn) joined[joined.length - 1] = { text: last.text + run.text, isOwn: run.isOwn }
    else joined.push(run)
  }
  return joined
}

/** Both texts cut into what they share and what only one has, word by word. The runs of a side joined give its text. */
export function diffWords(left: string, right: string): readonly [left: readonly DiffRun[], right: readonly DiffRun[]] {
  const [a, b] = [wordsOf(left), wordsOf(right)]
  const plain = [[{ text: left, isOwn: false }], [{ text: right, isOwn: false }]] as const
  if (left === right || a.length > mostWords || b.length > mostWords) return plain
  const tails = commonTails(a, b)
  const [mine, theirs]: [DiffRun[], DiffRun[]] = [[], []]
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      mine.push({ text: a[i++]!, isOwn: false })
      theirs.push({ text: b[j++]!, isOwn: false })
    } else if (j >= b.length || (i < a.length && tails[i + 1]![j]! >= tails[i]![j + 1]!)) mine.push({ text: a[i++]!, isOwn: true })
    else theirs.push({ text: b[j++]!, isOwn: true })
  }
  const shared = mine.reduce((length, run) => length + (run.isOwn ? 0 : run.text.trim().length), 0)
  return shared < leastShared * Math.max(left.length, right.length) ? plain : [join(mine), join(theirs)]
}
