import { UserPlus, Users } from 'lucide-react'
import type { Feature } from '../../replica/feature.ts'
import { openProfile } from './open-profile.ts'

export const feature: Feature = {
  id: 'candidate',
  nav: { title: 'Candidates', path: '/candidates', icon: <Users />, shortcut: 'g c', order: 30 },
  routes: [
    { path: '/candidates', load: () => import('./candidates-screen.tsx').then(module => ({ Screen: module.CandidatesScreen })) },
    { path: '/candidates/:id', load: () => import('./candidate-screen.tsx').then(module => ({ Screen: module.CandidateScreen })) },
  ],
  commands: ({ may, go }) => {
    const open = openProfile()
    return [
      ...(may({ collection: 'candidates', after: { privateTo: null, expectedCompensation: null } }).kind === 'allowed'
        ? [{ id: 'candidate.add', title: 'Add a candidate', section: 'Candidates', icon: <UserPlus />, keywords: ['new', 'create', 'person'], run: () => go('/candidates?new') }] : []),
      ...(open?.actions ?? []).map(({ id, title, keys, keywords, run }) => ({ id: `candidate.${id}`, title, section: open!.name, ...(keys === undefined ? {} : { shortcut: keys }), ...(keywords === undefined ? {} : { keywords }), run })),
    ]
  },
}
