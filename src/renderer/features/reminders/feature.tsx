import type { Feature } from '../../replica/feature.ts'
import { DesktopReminders } from './desktop-reminders.tsx'

/** Runs unseen: tells this computer's owner of interviews and cards. */
export const feature: Feature = { id: 'reminders', routes: [], parts: { Background: DesktopReminders } }
