import { Dialog } from './dialog.tsx'
import type { DialogProps } from './dialog.tsx'

/** A modal panel on the right, full height. */
export function Sheet(props: Omit<DialogProps, 'variant'>) {
  return <Dialog {...props} variant="panel" />
}
