import { LayoutGrid, List, Mail } from 'lucide-react'
import { useState } from 'react'
import { Checkbox } from '../../../../src/renderer/ui/fields/checkbox.tsx'
import { ComboBox } from '../../../../src/renderer/ui/fields/combo-box.tsx'
import { DateField } from '../../../../src/renderer/ui/fields/date-field.tsx'
import { FormErrors } from '../../../../src/renderer/ui/fields/form-errors.tsx'
import { NumberField } from '../../../../src/renderer/ui/fields/number-field.tsx'
import { RadioGroup } from '../../../../src/renderer/ui/fields/radio-group.tsx'
import { SearchField } from '../../../../src/renderer/ui/fields/search-field.tsx'
import { SegmentedControl } from '../../../../src/renderer/ui/fields/segmented-control.tsx'
import { Select } from '../../../../src/renderer/ui/fields/select.tsx'
import { Switch } from '../../../../src/renderer/ui/fields/switch.tsx'
import { TagField } from '../../../../src/renderer/ui/fields/tag-field.tsx'
import { TextArea } from '../../../../src/renderer/ui/fields/text-area.tsx'
import { TextField } from '../../../../src/renderer/ui/fields/text-field.tsx'

const RIVERS = ['Thames', 'Danube', 'Loire', 'Rhine', 'Volga'].map((label) => ({ id: label.toLowerCase(), label, description: label === 'Loire' ? 'The longest in France' : undefined }))

export function Fields() {
  const [river, setRiver] = useState<string | null>('loire')
  const [found, setFound] = useState<string | null>(null)
  const [tags, setTags] = useState<string[]>(['water', 'long walk'])
  const [date, setDate] = useState('2026-05-31')
  const [view, setView] = useState<'list' | 'grid'>('list')
  const [bank, setBank] = useState<string | null>('left')
  return (
    <div style={{ padding: 24, display: 'grid', gap: 16, gridTemplateColumns: 'repeat(auto-fill, minmax(260px, 1fr))', alignItems: 'start', maxWidth: 900 }}>
      <div style={{ gridColumn: '1 / -1' }}><FormErrors errors={[{ message: 'Write a name.', fieldId: 'name' }, { message: 'The date has passed.' }]} /></div>
      <TextField id="name" label="Name" isRequired placeholder="A name" errorMessage="Write a name." />
      <TextField label="Address" description="Only you see it." leading={<Mail />} defaultValue="ada@example.com" />
      <TextField label="Fixed" isReadOnly defaultValue="Cannot be changed" />
      <TextField label="Off" isDisabled defaultValue="Disabled" />
      <TextArea label="Letter" placeholder="Dear river" />
      <NumberField label="Length" unit="min" defaultValue={45} minValue={0} step={15} />
      <NumberField label="Price" defaultValue={120000} formatOptions={{ style: 'currency', currency: 'EUR', maximumFractionDigits: 0 }} hasSteppers={false} />
      <SearchField label="Search" placeholder="Search" shortcut="/" />
      <Select label="River" options={RIVERS} value={river} onChange={setRiver} />
      <Select label="Other river" options={RIVERS} value={null} onChange={setRiver} errorMessage="Choose one." />
      <ComboBox label="Find a river" options={RIVERS} value={found} onChange={setFound} placeholder="Type a name" />
      <DateField label="Day" value={date} onChange={setDate} />
      <TagField label="Tags" value={tags} onChange={setTags} suggestions={['wild', 'cold']} description="Enter adds, Backspace takes back." />
      <div><Checkbox defaultSelected>Send me a letter</Checkbox><Checkbox isIndeterminate>Some of them</Checkbox><Checkbox description="It can be changed later.">Keep it private</Checkbox><Checkbox isDisabled>Off</Checkbox></div>
      <div><Switch defaultSelected>Sound</Switch><Switch description="Uses more power.">Motion</Switch></div>
      <RadioGroup label="Bank" options={[{ id: 'left', label: 'Left', description: 'The sunny one' }, { id: 'right', label: 'Right' }]} value={bank} onChange={setBank} />
      <SegmentedControl label="View" value={view} onChange={setView} options={[{ id: 'list', label: 'List', icon: <List /> }, { id: 'grid', label: 'Grid', icon: <LayoutGrid /> }]} />
    </div>
  )
}
