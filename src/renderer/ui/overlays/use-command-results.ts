import { useEffect, useMemo, useState } from 'react'
import { groupBySection, indexCommands, rankCommands } from './rank-commands.ts'
import type { Command } from './rank-commands.ts'

export type CommandProvider = (query: string, signal: AbortSignal) => Promise<readonly Command[]>

/** Ranked own commands at once; found ones follow when the provider answers. */
export function useCommandResults(commands: readonly Command[], query: string, recent: readonly string[], provider: CommandProvider | undefined) {
  const index = useMemo(() => indexCommands(commands), [commands])
  const [found, setFound] = useState<{ query: string; commands: readonly Command[] }>({ query: '', commands: [] })
  const text = query.trim()
  useEffect(() => {
    if (!provider || !text) return
    const abort = new AbortController()
    const search = async () => {
      const list = await provider(text, abort.signal).catch(() => [])
      if (!abort.signal.aborted) setFound({ query: text, commands: list })
    }
    void search()
    return () => abort.abort()
  }, [provider, text])
  return useMemo(() => {
    const ranked = rankCommands(index, query, recent)
    const known = new Set(ranked.map(({ id }) => id))
    const extra = text ? found.commands.filter(({ id }) => !known.has(id)) : []
    const groups = groupBySection([...ranked, ...extra], recent, text === '')
    return { groups, flat: groups.flatMap((group) => group.commands), isSearching: Boolean(provider && text && found.query !== text) }
  }, [index, query, recent, text, found, provider])
}
