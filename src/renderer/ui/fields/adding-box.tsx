import { useState } from 'react'
import { ComboBox, type ComboBoxProps } from './combo-box.tsx'

type AddingBoxProps<Id extends string> = Omit<ComboBoxProps<Id>, 'value' | 'onChange' | 'autoFocus' | 'menuTrigger' | 'onBlur'> & { onAdd: (id: Id) => void }

/** Adds one after the other: the keys stay in the emptied box, and its list stays closed until it is asked for again. */
export function AddingBox<Id extends string>({ onAdd, ...props }: AddingBoxProps<Id>) {
  const [round, setRound] = useState(0)
  const [hasJustAdded, setJustAdded] = useState(false)
  const add = (id: Id | null): void => {
    if (id === null) return
    onAdd(id)
    // A new box, for this one would keep the name of what was added.
    setRound(round + 1)
    setJustAdded(true)
  }
  return <ComboBox key={round} {...props} value={null} onChange={add} autoFocus={hasJustAdded} menuTrigger={hasJustAdded ? 'input' : 'focus'} onBlur={() => setJustAdded(false)} />
}
