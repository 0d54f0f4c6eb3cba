import type { ReactNode } from 'react'

export type Command = {
  id: string
  title: string
  section: string
  run: () => void
  subtitle?: string | undefined
  /** Other words a person may type for it. */
  keywords?: readonly string[]
  shortcut?: string
  icon?: ReactNode
}

export type IndexedCommand = { command: Command; title: string; words: readonly string[]; rest: string }

/** Accents and case do not count: "zoë" is found by "zoe". */
export function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** Done once per list, so that a key press only compares strings. */
export function indexCommands(commands: readonly Command[]): IndexedCommand[] {
  return commands.map((command) => {
    const title = fold(command.title)
    return { command, title, words: title.split(/[^\p{L}\p{N}]+/u), rest: fold(`${command.subtitle ?? ''} ${command.keywords?.join(' ') ?? ''} ${command.section}`) }
  })
}

/** Every typed word must be found somewhere; 0 means no. Higher is better. */
function scoreWord(entry: IndexedCommand, word: string): number {
  if (entry.title.startsWith(word)) return 100
  if (entry.words.some((part) => part.startsWith(word))) return 80
  if (entry.title.includes(word)) return 50
  if (entry.rest.startsWith(word) || entry.rest.includes(` ${word}`)) return 40
  if (entry.rest.includes(word)) return 20
  return word.length > 1 && isInitials(entry.words, word) ? 60 : 0
}

/** "nc" finds "New client". */
function isInitials(words: readonly string[], typed: string): boolean {
  return words.map((part) => part[0] ?? '').join('').startsWith(typed)
}

/** `recent` holds ids, the latest first. With nothing typed: recents, then everything else in the list's own order. */
export function rankCommands(index: readonly IndexedCommand[], query: string, recent: readonly string[], limit = 24): Command[] {
  const words = fold(query).split(/\s+/).filter(Boolean)
  const recency = new Map(recent.map((id, place) => [id, recent.length - place]))
  const scored: { command: Command; score: number; place: number }[] = []
  for (const [place, entry] of index.entries()) {
    let score = words.length === 0 ? 1 : 0
    for (const word of words) {
      const found = scoreWord(entry, word)
      if (found === 0) {
        score = 0
        break
      }
      score += found
    }
    if (score === 0) continue
    const bonus = recency.get(entry.command.id) ?? 0
    scored.push({ command: entry.command, score: score + (words.length === 0 ? bonus * 1000 : bonus), place })
  }
  return scored.sort((a, b) => b.score - a.score || a.place - b.place).slice(0, words.length === 0 ? undefined : limit).map(({ command }) => command)
}

/** Newest first, each id once. */
export function rememberCommand(recent: readonly string[], id: string, limit = 8): string[] {
  return [id, ...recent.filter((known) => known !== id)].slice(0, limit)
}

/** Keeps the ranking inside each section and puts the sections in the order of their best hit. */
export function groupBySection(commands: readonly Command[], recent: readonly string[], isQueryEmpty: boolean): { title: string; commands: Command[] }[] {
  const groups = Map.groupBy(commands, (command) => (isQueryEmpty && recent.includes(command.id) ? 'Recent' : command.section))
  return [...groups].map(([title, list]) => ({ title, commands: list }))
}
