import { memo, useEffect, useRef, useState } from 'react'
import { SearchField } from '../../ui/fields/search-field.tsx'
import { SegmentedControl } from '../../ui/fields/segmented-control.tsx'
import { kindTitles } from './hit-icon.tsx'
import { searchKinds, type SearchKind } from './index/search-entry.ts'

export type Shown = SearchKind | 'all'

type BoxProps = { arrived: Readonly<{ text: string }>; onType: (text: string) => void; onSubmit: () => void }

/** Keeps what is typed to itself: a key draws this field and nothing else. */
export const SearchBox = memo(function SearchBox({ arrived, onType, onSubmit }: BoxProps) {
  const [typed, setTyped] = useState(arrived.text)
  const [heard, setHeard] = useState(arrived)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  if (heard !== arrived) {
    setHeard(arrived)
    setTyped(arrived.text)
  }
  return (
    <SearchField
      label="Search everything" placeholder="Names, companies, e-mails, notes, tags" value={typed} inputRef={input} onSubmit={onSubmit}
      onChange={value => { onType(value); setTyped(value) }}
    />
  )
})

const options = [{ id: 'all' as Shown, label: 'All' }, ...searchKinds.map(kind => ({ id: kind as Shown, label: kindTitles[kind] }))]

export const KindChoice = memo(function KindChoice({ shown, onChange }: { shown: Shown; onChange: (shown: Shown) => void }) {
  return <SegmentedControl label="What to search" options={options} value={shown} onChange={onChange} />
})
