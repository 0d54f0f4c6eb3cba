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
  const look = { className: classNames(styles.avatar, styles[size]), style: { '--hue': hueOf(id) } as React.CSSProperties }
  if (isDecorative) return <span {...look} aria-hidden="true">{initialsOf(name)}</span>
  return <span {...look} role="img" aria-label={name}>{initialsOf(name)}</span>
}
