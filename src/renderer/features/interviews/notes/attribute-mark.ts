import { mergeAttributes, Node } from '@tiptap/core'
import { isChangeOrigin } from '@tiptap/extension-collaboration'
import { PluginKey } from '@tiptap/pm/state'
import { Suggestion } from '@tiptap/suggestion'
import { matching, suggestList, type Suggested } from './suggest-list.ts'

/** `#` and the name of an attribute: the line is evidence for it, and stands beside its rating on the card. */
export const AttributeMark = Node.create<{ attributes: readonly Suggested[] }>({
  name: 'attribute', group: 'inline', inline: true, atom: true, selectable: false,
  addOptions: () => ({ attributes: [] }),
  addAttributes: () => ({
    id: { default: '', parseHTML: element => element.getAttribute('data-attribute'), renderHTML: ({ id }) => ({ 'data-attribute': String(id) }) },
    label: { default: '', parseHTML: element => element.textContent.replace(/^#/, ''), renderHTML: () => ({}) },
  }),
  parseHTML: () => [{ tag: 'span[data-attribute]' }],
  renderHTML: ({ node, HTMLAttributes }) => ['span', mergeAttributes(HTMLAttributes), `#${String(node.attrs['label'])}`],
  renderText: ({ node }) => `#${String(node.attrs['label'])}`,
  addProseMirrorPlugins() {
    return [Suggestion<Suggested, Suggested>({
      editor: this.editor, char: '#', pluginKey: new PluginKey('attributes'), render: suggestList('What the line is evidence for'),
      items: ({ query }) => matching(this.options.attributes, query),
      shouldShow: ({ transaction }) => !isChangeOrigin(transaction),
      command: ({ editor, range, props: { id, label } }) => {
        editor.chain().focus().insertContentAt(range, [{ type: 'attribute', attrs: { id, label } }, { type: 'text', text: ' ' }]).run()
      },
    })]
  },
})
