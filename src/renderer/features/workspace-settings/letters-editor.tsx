import { FileSignature } from 'lucide-react'
import type { LetterTemplate, Settings } from '#shared/domain/model/settings'
import { letterPlaces, unknownPlaces, usualLetter } from '#shared/domain/offers/letter'
import { useAct } from '../../actions/use-act.ts'
import styles from './settings.module.css'
import type { TemplateFields } from './template-dialog.tsx'
import { TemplateList } from './template-list.tsx'

const fields: TemplateFields<LetterTemplate> = {
  rows: 11, maxLength: 20_000, places: letterPlaces, help: 'An empty line begins a paragraph, # a heading. A line about what is not part of an offer is left out.',
  problemOf: ({ body }, isTried) => {
    const unknown = unknownPlaces(body)
    if (unknown.length > 0) return `No offer knows ${unknown.map(name => `{{${name}}}`).join(', ')}.`
    return isTried && body.trim() === '' ? 'A letter needs words.' : null
  },
}

/** The letters an offer can be sent as. */
export function LettersEditor({ settings, isReadOnly }: { settings: Settings; isReadOnly: boolean }) {
  const act = useAct()
  return (
    <div className={styles.section}>
      <TemplateList<LetterTemplate>
        templates={settings.letterTemplates ?? []} isReadOnly={isReadOnly} newTitle="New letter" make={base => ({ ...base, body: usualLetter })} aside={() => ''} fields={fields}
        empty={{ icon: <FileSignature />, title: 'No letters of your own yet', text: 'Offers go out with a plain letter until you write one. Names, pay and days are filled in for each offer.' }}
        onSave={(letterTemplates, said) => act([{ kind: 'edit', collection: 'settings', id: settings.id, fields: { letterTemplates } }], said)}
      />
    </div>
  )
}
