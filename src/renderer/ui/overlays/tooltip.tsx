import type { ReactElement } from 'react'
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { Kbd } from '../display/kbd.tsx'
import styles from './tooltip.module.css'

export type TooltipProps = {
  text: string
  shortcut?: string | undefined
  placement?: 'top' | 'bottom' | 'left' | 'right'
  /** One focusable element: a Button, IconButton or RAC Focusable. */
  children: ReactElement
}

export function Tooltip({ text, shortcut, placement = 'bottom', children }: TooltipProps) {
  return (
    <TooltipTrigger delay={450} closeDelay={0}>
      {children}
      <AriaTooltip className={classNames(styles.tooltip)} placement={placement} offset={6}>
        {text}
        {shortcut && <Kbd keys={shortcut} tone="inverse" />}
      </AriaTooltip>
    </TooltipTrigger>
  )
}
