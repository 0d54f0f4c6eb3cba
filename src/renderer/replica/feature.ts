import type { ComponentType, ReactNode } from 'react'
import type { Person } from '#shared/domain/model/person'
import type { May } from './react.tsx'
import type { Replica } from './replica.ts'

/** A line of the sidebar. */
export type NavEntry = Readonly<{
  title: string
  path: string
  icon: ReactNode
  /** A chord such as `g p`; registered by the frame. */
  shortcut?: string
  /** Lower comes first. Pipeline 10, jobs 20, candidates 30, inbox 40, calendar 50, reports 60, settings 90. */
  order?: number
  /** A live count beside the title; draws nothing when there is nothing to say. */
  Badge?: ComponentType
  /** Hidden from people for whom it would be empty, such as settings for interviewers. */
  isShown?: (me: Person) => boolean
}>

/** An action of the command palette; the shape of ui's `Command`. */
export type PaletteCommand = Readonly<{
  id: string
  title: string
  section: string
  run: () => void
  subtitle?: string | undefined
  keywords?: readonly string[]
  shortcut?: string
  icon?: ReactNode
}>

/** What a command may use. */
export type CommandContext = Readonly<{
  replica: Replica
  me: Person
  may: May
  go: (path: string) => void
  /** Whether the workspace holds the made-up people of the sample. */
  hasSample: boolean
}>

export type Route = Readonly<{ path: string; load: () => Promise<{ Screen: ComponentType }> }>

/** One capability of the workstation. `app/features.ts` lists them; nothing else knows of a feature. */
export type Feature = Readonly<{
  id: string
  nav?: NavEntry
  /** wouter patterns below the app's base, such as `/jobs/:jobId`. The first that matches is shown. */
  routes: readonly Route[]
  commands?: (context: CommandContext) => readonly PaletteCommand[]
  /** Results as one types in the palette: people, jobs, notes. */
  search?: (context: CommandContext, query: string, signal: AbortSignal) => Promise<readonly PaletteCommand[]>
  /** Parts of the frame: the foot of the sidebar (sync) and its sign where the sidebar is folded away, and what runs unseen (indexes, tray, reminders). */
  parts?: Readonly<{ SidebarFooter?: ComponentType; FoldedMark?: ComponentType; Banner?: ComponentType; Background?: ComponentType }>
}>
