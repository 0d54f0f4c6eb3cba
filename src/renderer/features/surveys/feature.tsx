import { MessageCircleHeart } from 'lucide-react'
import type { Feature } from '../../replica/feature.ts'

const readsSurveys = (role: string): boolean => role === 'owner' || role === 'recruiter'

export const feature: Feature = {
  id: 'surveys',
  nav: { title: 'Surveys', path: '/surveys', icon: <MessageCircleHeart />, shortcut: 'g y', order: 65, isShown: me => readsSurveys(me.role) },
  routes: [{ path: '/surveys', load: () => import('./surveys-screen.tsx').then(module => ({ Screen: module.SurveysScreen })) }],
  commands: ({ me, go }) => (readsSurveys(me.role) ? [{ id: 'surveys.open', title: 'What candidates and managers answered', section: 'Surveys', icon: <MessageCircleHeart />, keywords: ['satisfaction', 'quality of hire', 'candidate experience', 'retention'], run: () => go('/surveys') }] : []),
}
