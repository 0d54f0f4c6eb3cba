import type { Settings } from '#shared/domain/model/settings'
import { TagField } from '../../ui/fields/tag-field.tsx'
import { useAct } from '../../actions/use-act.ts'

/** The tags that are offered while typing; people may still write others. */
export function TagsEditor({ settings, isReadOnly }: { settings: Settings; isReadOnly: boolean }) {
  const act = useAct()
  return (
    <TagField label="Offered tags" description="Taking one away here leaves it on the candidates that have it." value={settings.tags} isDisabled={isReadOnly}
      onChange={tags => void act([{ kind: 'edit', collection: 'settings', id: settings.id, fields: { tags: tags.map(tag => tag.slice(0, 60)) } }], 'Tags changed')} />
  )
}
