import { Menu as MenuIcon } from 'lucide-react'
import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { IconButton } from '../actions/icon-button.tsx'
import { classNames } from '../class-names.ts'
import { useKeptFocus } from '../keyboard/use-kept-focus.ts'
import { ModalLayer } from '../overlays/modal-layer.tsx'
import styles from './app-frame.module.css'
import { SideNav } from './side-nav.tsx'
import type { NavGroup } from './side-nav.tsx'

export type AppFrameProps = {
  /** Product mark or workspace switcher, top of the sidebar. */
  brand: ReactNode
  nav: readonly NavGroup[]
  /** Plain clicks come here; clicks with mod open a window as links do. */
  onNavigate: (href: string) => void
  /** Between brand and links: a search or "new" button. */
  sidebarTop?: ReactNode
  /** Foot of the sidebar: person, connection. */
  sidebarFooter?: ReactNode
  /** Beside what opens the sidebar where it is folded away: what must be in sight of its foot. */
  foldedMark?: ReactNode
  /** The bar above the page: title, filters, actions. */
  header?: ReactNode
  /** Strip above everything, e.g. a Banner. */
  banner?: ReactNode
  children: ReactNode
}

/** Landmarks: navigation, banner, main. Below 800 px the sidebar becomes a drawer. */
export function AppFrame({ brand, nav, onNavigate, sidebarTop, sidebarFooter, foldedMark, header, banner, children }: AppFrameProps) {
  const [isDrawerOpen, setDrawerOpen] = useState(false)
  const frame = useRef<HTMLDivElement>(null)
  useKeptFocus(frame)
  const sidebar = (navigate: (href: string) => void) => (
    <div className={styles.sidebar}>
      <div className={styles.brand}>{brand}</div>
      {sidebarTop && <div className={styles.top}>{sidebarTop}</div>}
      <SideNav groups={nav} onNavigate={navigate} />
      {sidebarFooter && <div className={styles.footer}>{sidebarFooter}</div>}
    </div>
  )
  return (
    <div ref={frame} className={styles.frame}>
      <a className={styles.skip} href="#main" onClick={(event) => { event.preventDefault(); document.getElementById('main')?.focus() }}>Skip to content</a>
      <aside aria-label="Sidebar" className={styles.rail}>{sidebar(onNavigate)}</aside>
      <div className={styles.page}>
        <div className={styles.strip}>{banner}</div>
        <header className={classNames(styles.header, !header && styles.headerEmpty)}>
          <span className={styles.opener}><IconButton label="Open navigation" icon={<MenuIcon aria-hidden="true" />} onPress={() => setDrawerOpen(true)} />{foldedMark}</span>
          <div className={styles.headerSlot}>{header}</div>
        </header>
        <main id="main" tabIndex={-1} className={styles.main}>{children}</main>
      </div>
      <ModalOverlay isOpen={isDrawerOpen} onOpenChange={setDrawerOpen} isDismissable className={classNames(styles.shade)}>
        <Modal className={classNames(styles.drawer)}>
          <Dialog aria-label="Navigation" className={classNames(styles.drawerBody)}>
            <ModalLayer>{sidebar((href) => { setDrawerOpen(false); onNavigate(href) })}</ModalLayer>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </div>
  )
}
