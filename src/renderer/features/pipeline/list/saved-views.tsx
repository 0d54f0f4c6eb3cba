import { Bookmark } from 'lucide-react'
import { useState } from 'react'
import type { Preferences } from '#shared/domain/model/person'
import { createId } from '#shared/lib/ids'
import { useMe, useReplica } from '../../../replica/react.tsx'
import { sayProblem } from '../../../replica/say-problem.ts'
import { Button } from '../../../ui/actions/button.tsx'
import { TextField } from '../../../ui/fields/text-field.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import { Menu } from '../../../ui/overlays/menu.tsx'
import { toast } from '../../../ui/overlays/toast.tsx'
import { parseView, usualView, type ListView } from './view-query.ts'

const noPreferences: Preferences = { savedViews: [], importMappings: {}, theme: 'system', quietHours: null }

/** One's own views of the list; they follow the person to other computers. */
export function SavedViews({ screen, view, onView }: { screen: string; view: ListView; onView: (view: ListView) => void }) {
  const replica = useReplica()
  const me = useMe()
  const [isNaming, setNaming] = useState(false)
  const [name, setName] = useState('')
  const preferences = me.preferences ?? noPreferences
  const views = preferences.savedViews.filter(each => each.screen === screen)
  const chosen = views.find(each => JSON.stringify(parseView(each.query)) === JSON.stringify(view))
  const keep = async (savedViews: Preferences['savedViews'], said: string) => {
    try {
      const written = await replica.write([{ kind: 'edit', collection: 'people', id: me.id, fields: { preferences: { ...preferences, savedViews } } }])
      toast({ text: said, action: { label: 'Undo', run: () => { void written.undo() } } })
    } catch (error) {
      toast({ text: sayProblem(error), tone: 'bad' })
    }
  }
  const save = () => {
    setNaming(false)
    void keep([...preferences.savedViews, { id: createId(), name: name.trim(), screen, query: JSON.parse(JSON.stringify(view)) as Record<string, never> }], `Saved the view “${name.trim()}”`)
    setName('')
  }
  return (
    <>
      <Menu
        label="Saved views" trigger={<Button variant="ghost" icon={<Bookmark aria-hidden="true" />}>{chosen?.name ?? 'Views'}</Button>}
        sections={[
          { id: 'views', title: views.length > 0 ? 'Your views' : 'No view saved yet', items: [{ id: 'usual', title: 'As usual', run: () => onView(usualView) }, ...views.map(each => ({ id: each.id, title: each.name, isChosen: each === chosen, run: () => onView(parseView(each.query)) }))] },
          { id: 'change', items: [
            { id: 'save', title: 'Save this view', run: () => setNaming(true) },
            ...(chosen ? [{ id: 'remove', title: `Remove “${chosen.name}”`, isDanger: true, run: () => void keep(preferences.savedViews.filter(each => each !== chosen), `Removed the view “${chosen.name}”`) }] : []),
          ] },
        ]}
      />
      <Dialog title="Save this view" description="Its filters, order and columns, for you alone." size="sm" isOpen={isNaming} onOpenChange={setNaming} footer={<Button type="submit" form="view-form" variant="primary" isDisabled={!name.trim()}>Save</Button>}>
        <form id="view-form" onSubmit={event => { event.preventDefault(); if (name.trim()) save() }}><TextField label="Name" value={name} onChange={setName} autoFocus maxLength={80} /></form>
      </Dialog>
    </>
  )
}
