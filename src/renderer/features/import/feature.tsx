import { Upload } from 'lucide-react'
import type { Feature } from '../../replica/feature.ts'

export const feature: Feature = {
  id: 'import',
  nav: { title: 'Import', path: '/import', icon: <Upload />, shortcut: 'g m', order: 80, isShown: me => me.role === 'owner' || me.role === 'recruiter' },
  routes: [{ path: '/import', load: () => import('./import-screen.tsx').then(module => ({ Screen: module.ImportScreen })) }],
}
