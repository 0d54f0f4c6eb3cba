import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { useReplica } from '../../replica/react.tsx'
import { useShortcuts } from '../../ui/keyboard/use-shortcuts.ts'
import { searchOf } from './search-of.ts'

/** Builds the index while the person does something else, and lets `/` lead to the search from anywhere. */
export function SearchBackground() {
  const replica = useReplica()
  const [, go] = useLocation()
  useEffect(() => {
    const start = setTimeout(() => searchOf(replica), 1_000)
    return () => clearTimeout(start)
  }, [replica])
  useShortcuts('app', [{ keys: '/', title: 'Search everything', section: 'Go to', run: () => go('/search') }])
  return null
}
