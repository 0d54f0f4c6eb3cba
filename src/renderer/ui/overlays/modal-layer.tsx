import type { ReactNode } from 'react'
import { ModalDepthContext, useModalLayer } from '../keyboard/use-shortcuts.ts'

/** Mount inside an open modal: shortcuts behind it fall silent. */
export function ModalLayer({ children }: { children: ReactNode }) {
  return <ModalDepthContext value={useModalLayer()}>{children}</ModalDepthContext>
}
