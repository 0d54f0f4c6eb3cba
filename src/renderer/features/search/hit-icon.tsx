import { BriefcaseBusiness, ContactRound, NotebookPen, UserRound } from 'lucide-react'
import type { ReactNode } from 'react'
import type { SearchKind } from './index/search-entry.ts'

export const kindTitles: Readonly<Record<SearchKind, string>> = { candidate: 'Candidates', job: 'Jobs', person: 'Colleagues', note: 'Notes' }

export const kindIcons: Readonly<Record<SearchKind, ReactNode>> = {
  candidate: <UserRound aria-hidden="true" />, job: <BriefcaseBusiness aria-hidden="true" />, person: <ContactRound aria-hidden="true" />, note: <NotebookPen aria-hidden="true" />,
}
