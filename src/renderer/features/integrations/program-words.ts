import type { ApiKey, ApiScope } from '#shared/contract/api-keys'
import type { Tone } from '../../ui/display/badge.tsx'

/** What each permission lets a program do, as its owner would say it. */
export const scopeWords: Readonly<Record<ApiScope, { title: string; may: string }>> = {
  'jobs:read': { title: 'Read jobs', may: 'Titles, openings and stages. Never descriptions or who hires.' },
  'candidates:read': { title: 'Read candidates', may: 'Name, contact details, position and tags. Never pay, notes or private candidates.' },
  'candidates:write': { title: 'Add candidates', may: 'Adds people, or fills what is empty of people it finds. Replaces nothing.' },
  'applications:read': { title: 'Read applications', may: 'Who stands where on which job. Never reasons or scorecards.' },
  'applications:write': { title: 'Put candidates on jobs', may: 'At a stage of an open job. Moves, rejects and hires nobody.' },
  'hooks:manage': { title: 'Be told what happens', may: 'Subscribes to events, as Zapier and Workato do, for what it may read.' },
}

export const keyStateWords: Readonly<Record<ApiKey['state'], { word: string; tone: Tone }>> = {
  works: { word: 'Works', tone: 'good' }, expired: { word: 'Run out', tone: 'warn' }, revoked: { word: 'Revoked', tone: 'neutral' }, orphaned: { word: 'Its maker left', tone: 'warn' },
}
