import type { Shortcut } from './match-shortcut.ts'

/** Keys that the parts of this design system answer themselves wherever they stand: the help names them, nobody registers them. */
export const listKeys: readonly Omit<Shortcut, 'run'>[] = [
  { keys: 'up', title: 'One line up, or one card', section: 'In lists and boards' },
  { keys: 'down', title: 'One line down, or one card', section: 'In lists and boards' },
  { keys: 'left', title: 'To the column on the left of a board', section: 'In lists and boards' },
  { keys: 'right', title: 'To the column on the right of a board', section: 'In lists and boards' },
  { keys: 'home', title: 'First line', section: 'In lists and boards' },
  { keys: 'end', title: 'Last line', section: 'In lists and boards' },
  { keys: 'enter', title: 'Open', section: 'In lists and boards' },
  { keys: 'space', title: 'Choose several, one by one', section: 'In lists and boards' },
  { keys: 'shift+down', title: 'Choose several in a row', section: 'In lists and boards' },
  { keys: 'mod+a', title: 'Choose all', section: 'In lists and boards' },
  { keys: 'tab', title: 'Next field, button or list', section: 'Everywhere' },
  { keys: 'escape', title: 'Close a dialog, give up an edit, choose nobody', section: 'Everywhere' },
  { keys: 'mod+enter', title: 'Press the main button of a dialog', section: 'Everywhere' },
  { keys: 'f6', title: 'To the messages and back', section: 'Everywhere' },
  { keys: 'mod+z', title: 'Undo, while a message offers it', section: 'Everywhere' },
]
