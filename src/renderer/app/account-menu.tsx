import { CircleHelp, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import type { Desktop } from '../bridge/desktop.ts'
import { SignOutDialog } from '../features/session/sign-out-dialog.tsx'
import { useMe, useReplica } from '../replica/react.tsx'
import { Button } from '../ui/actions/button.tsx'
import { IconButton } from '../ui/actions/icon-button.tsx'
import { Avatar } from '../ui/display/avatar.tsx'
import { Menu } from '../ui/overlays/menu.tsx'
import { getTheme, setTheme, type Theme } from '../ui/theme.ts'
import type { AppSession } from './app-session.ts'
import styles from './frame.module.css'

export type AccountMenuProps = { session: AppSession; bridge: Desktop; isLeaving: boolean; onLeavingChange: (isLeaving: boolean) => void; onHelp: () => void }

const themes = [
  { id: 'system', title: 'As the computer', icon: <Monitor /> },
  { id: 'light', title: 'Light', icon: <Sun /> },
  { id: 'dark', title: 'Dark', icon: <Moon /> },
] as const satisfies readonly { id: Theme; title: string; icon: unknown }[]

export function AccountMenu({ session, bridge, isLeaving, onLeavingChange, onHelp }: AccountMenuProps) {
  const me = useMe()
  const { sync } = useReplica()
  const [theme, setChosen] = useState<Theme>(getTheme)
  const choose = (next: Theme) => {
    setTheme(next)
    setChosen(next)
    void bridge.setTheme(next)
  }
  return (
    <div className={styles.person}>
      <Menu
        label="You and this computer" placement="top start"
        trigger={<Button variant="ghost" icon={<Avatar name={me.name} id={me.id} size="xs" isDecorative />}>{me.name}</Button>}
        sections={[
          { id: 'theme', title: 'Appearance', items: themes.map(each => ({ ...each, isChosen: each.id === theme, run: () => choose(each.id) })) },
          { id: 'leave', items: [{ id: 'leave', title: 'Sign out', icon: <LogOut />, run: () => onLeavingChange(true) }] },
        ]}
      />
      <IconButton label="Keyboard shortcuts" shortcut="?" icon={<CircleHelp aria-hidden="true" />} onPress={onHelp} />
      <SignOutDialog isOpen={isLeaving} onOpenChange={onLeavingChange} onSignOut={choice => session.leave(choice)} onSendNow={() => sync.now()} />
    </div>
  )
}
