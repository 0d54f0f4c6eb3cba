import type { SuggestionOptions, SuggestionProps } from '@tiptap/suggestion'
import styles from './notes.module.css'

/** One choice while typing. */
export type Suggested = Readonly<{ id: string; label: string; about: string }>

type Render = NonNullable<SuggestionOptions<Suggested, Suggested>['render']>

/** The list under the caret: arrows move, Enter or Tab takes, Escape leaves. The caret stays in the note. */
export function suggestList(label: string): Render {
  return () => {
    const list = document.createElement('div')
    const id = `suggest-${crypto.randomUUID()}`
    let props: SuggestionProps<Suggested, Suggested> | null = null
    let at = 0
    let unmount: (() => void) | null = null
    const draw = (): void => {
      const items = props?.items ?? []
      at = Math.min(at, Math.max(0, items.length - 1))
      list.replaceChildren(...items.map((item, index) => {
        const option = document.createElement('div')
        option.id = `${id}-${index}`
        option.className = styles.option ?? ''
        option.setAttribute('role', 'option')
        option.setAttribute('aria-selected', String(index === at))
        option.append(item.label)
        if (item.about !== '') option.append(Object.assign(document.createElement('small'), { textContent: item.about }))
        // Before the editor hears of the press and loses the caret.
        option.addEventListener('mousedown', event => { event.preventDefault(); props?.command(item) })
        return option
      }))
      list.hidden = items.length === 0
      const editor = props?.editor.view.dom
      if (items.length > 0) editor?.setAttribute('aria-activedescendant', `${id}-${at}`)
      else editor?.removeAttribute('aria-activedescendant')
    }
    const move = (by: number): true => {
      const count = props?.items.length ?? 0
      if (count > 0) at = (at + by + count) % count
      draw()
      return true
    }
    return {
      onStart: started => {
        Object.assign(list, { id, className: styles.suggestions ?? '' })
        list.setAttribute('role', 'listbox')
        list.setAttribute('aria-label', label)
        ;[props, at] = [started, 0]
        unmount = started.mount(list)
        started.editor.view.dom.setAttribute('aria-controls', id)
        draw()
      },
      onUpdate: updated => {
        props = updated
        draw()
      },
      onKeyDown: ({ event }) => {
        const chosen = props?.items[at]
        if (!props || !chosen) return false
        if (event.key === 'ArrowDown') return move(1)
        if (event.key === 'ArrowUp') return move(-1)
        if (event.key !== 'Enter' && event.key !== 'Tab') return false
        props.command(chosen)
        return true
      },
      onExit: ended => {
        unmount?.()
        for (const name of ['aria-activedescendant', 'aria-controls']) ended.editor.view.dom.removeAttribute(name)
        props = null
      },
    }
  }
}

/** Choices whose words begin with what was typed, then those that hold it. */
export function matching(items: readonly Suggested[], query: string): Suggested[] {
  const wanted = query.toLocaleLowerCase()
  const begins = (item: Suggested): boolean => item.label.toLocaleLowerCase().split(/\s+/).some(word => word.startsWith(wanted))
  const holds = (item: Suggested): boolean => item.label.toLocaleLowerCase().includes(wanted)
  return [...items.filter(begins), ...items.filter(item => !begins(item) && holds(item))].slice(0, 8)
}
