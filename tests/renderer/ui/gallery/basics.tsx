import { Archive, Ellipsis, Mail, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../../../src/renderer/ui/actions/button.tsx'
import { IconButton } from '../../../../src/renderer/ui/actions/icon-button.tsx'
import { LinkButton } from '../../../../src/renderer/ui/actions/link-button.tsx'
import { Avatar } from '../../../../src/renderer/ui/display/avatar.tsx'
import { Badge, Tag } from '../../../../src/renderer/ui/display/badge.tsx'
import { Banner } from '../../../../src/renderer/ui/display/banner.tsx'
import { Kbd } from '../../../../src/renderer/ui/display/kbd.tsx'
import { ProgressBar } from '../../../../src/renderer/ui/display/progress-bar.tsx'
import { Skeleton } from '../../../../src/renderer/ui/display/skeleton.tsx'
import { Spinner } from '../../../../src/renderer/ui/display/spinner.tsx'
import { StatusDot } from '../../../../src/renderer/ui/display/status-dot.tsx'
import { TextField } from '../../../../src/renderer/ui/fields/text-field.tsx'
import { Disclosure } from '../../../../src/renderer/ui/layout/disclosure.tsx'
import { EmptyState } from '../../../../src/renderer/ui/layout/empty-state.tsx'
import { InlineEdit } from '../../../../src/renderer/ui/layout/inline-edit.tsx'
import { Tabs } from '../../../../src/renderer/ui/layout/tabs.tsx'
import { Toolbar, ToolbarDivider } from '../../../../src/renderer/ui/layout/toolbar.tsx'
import { Dialog } from '../../../../src/renderer/ui/overlays/dialog.tsx'
import { Menu } from '../../../../src/renderer/ui/overlays/menu.tsx'
import { OverlayTrigger, Popover } from '../../../../src/renderer/ui/overlays/popover.tsx'
import { Sheet } from '../../../../src/renderer/ui/overlays/sheet.tsx'
import { toast } from '../../../../src/renderer/ui/overlays/toast.tsx'

export function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section style={{ display: 'flex', flexDirection: 'column', gap: 10 }}>
      <h2 style={{ fontSize: 'var(--text-sm)', color: 'var(--ink-muted)', fontWeight: 'var(--weight-medium)' }}>{title}</h2>
      <div style={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 10 }}>{children}</div>
    </section>
  )
}

const renameFooter = (close: () => void) => <><Button onPress={close}>Cancel</Button><Button variant="primary" onPress={close}>Rename</Button></>

const wait = (ms: number) => new Promise<void>((done) => { setTimeout(done, ms) })

export function Basics() {
  const [title, setTitle] = useState('A walk along the river')
  const [text, setText] = useState('Two lines of text,\nto be changed in place.')
  return (
    <div style={{ padding: 24, display: 'grid', gap: 28, maxWidth: 860 }}>
      <Block title="Buttons">
        <Button variant="primary">Save</Button><Button>Cancel</Button><Button variant="ghost">Skip</Button><Button variant="danger" icon={<Trash2 />}>Delete</Button>
        <Button variant="primary" isPending>Saving</Button><Button isDisabled>Off</Button><Button trailing={<Kbd keys="mod+enter" />}>Send</Button>
        <Button size="sm">Small</Button><Button size="sm" variant="primary" icon={<Mail />}>Small</Button>
        <IconButton label="Archive" icon={<Archive />} shortcut="e" /><IconButton label="Edit" icon={<Pencil />} size="sm" variant="secondary" /><LinkButton>A link that acts</LinkButton>
      </Block>
      <Block title="Marks">
        <Badge>Neutral</Badge><Badge tone="accent">Accent</Badge><Badge tone="good">Good</Badge><Badge tone="warn">Warn</Badge><Badge tone="bad">Bad</Badge><Tag>tag</Tag><Tag tone="accent">chosen</Tag>
        <Kbd keys="mod+shift+k" /><Kbd keys="g b" />
        {['Ada Lovelace', 'Zoë Ålund', 'Wei', 'Ngozi Okafor', 'J. R. Tolkien'].map((name) => <Avatar key={name} name={name} size="md" />)}<Avatar name="Ada Lovelace" size="lg" /><Avatar name="Ada Lovelace" size="xs" />
      </Block>
      <Block title="States">
        <StatusDot status="idle" label="Idle" isLabelShown /><StatusDot status="ok" label="Saved" isLabelShown /><StatusDot status="working" label="Saving" isLabelShown /><StatusDot status="warn" label="Waiting" isLabelShown /><StatusDot status="bad" label="Failed" isLabelShown /><Spinner delayMs={0} /><Spinner size="md" delayMs={0} />
        <div style={{ width: 220 }}><ProgressBar label="Reading files" value={12} max={40} valueText="12 of 40" /></div>
        <div style={{ width: 160 }}><Skeleton lines={3} /></div>
      </Block>
      <Block title="Banners">
        <div style={{ display: 'grid', gap: 8, width: '100%' }}><Banner>Nothing to do here.</Banner><Banner tone="warn" actions={<Button size="sm">Look</Button>}>Two things wait for you.</Banner><Banner tone="bad">This did not work.</Banner><Banner tone="good">All is well.</Banner><Banner tone="accent">A new way to do it.</Banner></div>
      </Block>
      <Block title="Overlays">
        <Menu label="Actions" trigger={<Button icon={<Ellipsis />}>Menu</Button>} sections={[
          { id: 'a', title: 'Change', items: [{ id: 'e', title: 'Edit', icon: <Pencil />, shortcut: 'e', run: () => undefined }, { id: 'm', title: 'Mail', icon: <Mail />, description: 'Opens a draft', isChosen: true, run: () => undefined }, { id: 'o', title: 'Off', isDisabled: true, run: () => undefined }] },
          { id: 'b', items: [{ id: 'd', title: 'Delete', icon: <Trash2 />, isDanger: true, shortcut: 'mod+backspace', run: () => undefined }] },
        ]} />
        <OverlayTrigger><Button>Dialog</Button><Dialog title="Rename the river" description="Everyone sees the new name." footer={renameFooter}><TextField label="Name" defaultValue="Thames" /></Dialog></OverlayTrigger>
        <OverlayTrigger><Button>Sheet</Button><Sheet title="Details">Some text in a panel.</Sheet></OverlayTrigger>
        <OverlayTrigger><Button>Popover</Button><Popover label="Notes">A small thought.</Popover></OverlayTrigger>
        <Button onPress={() => toast({ text: 'Moved to the archive.', action: { label: 'Undo', run: () => toast({ text: 'Back again.', tone: 'good' }) } })}>Toast</Button>
        <Button onPress={() => toast({ text: 'Could not send. It will be sent when the network is back.', tone: 'bad' })}>Bad toast</Button>
      </Block>
      <Block title="Toolbar"><Toolbar label="Text"><IconButton label="Pencil" icon={<Pencil />} /><IconButton label="Letter" icon={<Mail />} /><ToolbarDivider /><IconButton label="Bin" icon={<Trash2 />} /></Toolbar></Block>
      <div style={{ maxWidth: 420 }}>
        <InlineEdit label="Title" size="title" value={title} onCommit={async (next) => { await wait(400); if (!next) return 'A title is needed.'; setTitle(next); return undefined }} />
        <InlineEdit label="Text" isMultiline value={text} onCommit={setText} />
        <InlineEdit label="Nothing yet" value="" placeholder="Add a note" onCommit={() => undefined} />
      </div>
      <Tabs label="Parts" items={[{ id: 'one', title: 'Overview', content: <Disclosure title="More about this" trailing={<Badge>3</Badge>} isInitiallyExpanded>What is inside.</Disclosure> }, { id: 'two', title: 'History', count: 12, content: 'History' }]} />
      <EmptyState icon={<Archive />} title="Nothing in the archive" action={<Button variant="primary">Add something</Button>}>Things you put away rest here, and come back with one key.</EmptyState>
    </div>
  )
}
