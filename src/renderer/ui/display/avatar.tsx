import type { CSSProperties } from 'react'
import { VisuallyHidden } from 'react-aria-components'
import { classNames } from '../class-names.ts'
import { hueOf, initialsOf } from './avatar-look.ts'
import styles from './avatar.module.css'

export type AvatarProps = {
  name: string
  /** Hashed for the colour, so that a rename keeps it. Default: the name. */
  id?: string
  size?: 'xs' | 'sm' | 'md' | 'lg'
  /** True when the name stands beside it. */
  isDecorative?: boolean
}

export function Avatar({ name, id = name, size = 'sm', isDecorative = false }: AvatarProps) {
  return (
    <>
      <span className={classNames(styles.avatar, styles[size])} style={{ '--hue': hueOf(id) } as CSSProperties} aria-hidden="true" title={isDecorative ? undefined : name}>{initialsOf(name)}</span>
      {!isDecorative && <VisuallyHidden elementType="span">{name}</VisuallyHidden>}
    </>
  )
}
