import { Archive, ArchiveRestore, ArrowDown, ArrowUp, Plus } from 'lucide-react'
import { useState } from 'react'
import type { RejectionReason, Settings } from '#shared/domain/model/settings'
import { createId } from '#shared/lib/ids'
import { byRank, rankAt } from '#shared/lib/rank'
import { Button } from '../../ui/actions/button.tsx'
import { IconButton } from '../../ui/actions/icon-button.tsx'
import { Select } from '../../ui/fields/select.tsx'
import { TextField } from '../../ui/fields/text-field.tsx'
import { InlineEdit } from '../../ui/layout/inline-edit.tsx'
import { variantKey, type ListKind } from './lists.ts'
import styles from './settings.module.css'
import { useAct } from '../../actions/use-act.ts'

type Value = Readonly<{ id: string; name: string; rank: string; archived: boolean; side?: RejectionReason['side'] }>
const sides = [{ id: 'us', label: 'We said no' }, { id: 'candidate', label: 'They said no' }] as const

/** One controlled list: add, rename, order, archive; each with undo. */
export function ListEditor({ settings, kind, isReadOnly }: { settings: Settings; kind: ListKind; isReadOnly: boolean }) {
  const act = useAct()
  const [name, setName] = useState('')
  const all: readonly Value[] = settings[kind.field]
  const shown = all.filter(value => !value.archived).toSorted(byRank)
  const archived = all.filter(value => value.archived).toSorted(byRank)
  const save = (values: readonly Value[], said: string) => act([{ kind: 'edit', collection: 'settings', id: settings.id, fields: { [kind.field]: values } }], said)
  const change = (id: string, fields: Partial<Value>, said: string) => save(all.map(value => (value.id === id ? { ...value, ...fields } : value)), said)
  const same = all.find(value => variantKey(value.name) === variantKey(name) && name.trim() !== '')
  const add = async () => {
    if (name.trim() === '' || same) return
    const value: Value = { id: createId(), name: name.trim().slice(0, 120), rank: rankAt(shown, shown.length), archived: false, ...(kind.field === 'rejectionReasons' ? { side: 'us' as const } : {}) }
    if (await save([...all, value], `${value.name} added`)) setName('')
  }
  const place = (id: string, index: number) => void change(id, { rank: rankAt(shown.filter(value => value.id !== id), index) }, 'Order changed')
  return (
    <>
      {shown.length === 0 && <p className={styles.hint}>No {kind.one} yet.</p>}
      <ol className={styles.rows} aria-label={kind.title}>
        {shown.map((value, index) => (
          <li key={value.id} className={styles.row}>
            <span className={styles.grow}><InlineEdit label={`Name of the ${kind.one}`} value={value.name} isReadOnly={isReadOnly} onCommit={async typed => { if (typed.trim() === '') return 'It needs a name.'; await change(value.id, { name: typed.trim().slice(0, 120) }, 'Renamed everywhere') }} /></span>
            {value.side !== undefined && <Select label={`Who said no: ${value.name}`} isLabelHidden options={sides} value={value.side} isDisabled={isReadOnly} onChange={side => { if (side !== value.side) void change(value.id, { side }, 'Side changed') }} />}
            {!isReadOnly && (
              <span className={styles.actions}>
                <IconButton label={`Move ${value.name} up`} size="sm" icon={<ArrowUp aria-hidden="true" />} isDisabled={index === 0} onPress={() => place(value.id, index - 1)} />
                <IconButton label={`Move ${value.name} down`} size="sm" icon={<ArrowDown aria-hidden="true" />} isDisabled={index === shown.length - 1} onPress={() => place(value.id, index + 1)} />
                <IconButton label={`Archive ${value.name}`} size="sm" icon={<Archive aria-hidden="true" />} onPress={() => void change(value.id, { archived: true }, `${value.name} archived`)} />
              </span>
            )}
          </li>
        ))}
      </ol>
      {!isReadOnly && (
        <form className={styles.add} onSubmit={event => { event.preventDefault(); void add() }}>
          <TextField label={`New ${kind.one}`} isLabelHidden placeholder={`New ${kind.one}, such as ${kind.example}`} value={name} onChange={setName} maxLength={120} errorMessage={same ? `${same.name} is on the list already${same.archived ? ', archived' : ''}.` : undefined} />
          <Button type="submit" icon={<Plus aria-hidden="true" />} isDisabled={name.trim() === '' || same !== undefined}>Add</Button>
        </form>
      )}
      {archived.length > 0 && (
        <ul className={styles.rows} aria-label={`Archived ${kind.title.toLowerCase()}`}>
          {archived.map(value => (
            <li key={value.id} className={styles.row}>
              <span className={styles.archived}>{value.name} · archived</span>
              {!isReadOnly && <Button size="sm" variant="ghost" icon={<ArchiveRestore aria-hidden="true" />} aria-label={`Bring back ${value.name}`} onPress={() => void change(value.id, { archived: false }, `${value.name} is back`)}>Bring back</Button>}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
