import { FileSignature } from 'lucide-react'
import type { Feature } from '../../replica/feature.ts'
import { ApprovalBadge } from './approval-badge.tsx'
import { openOffer } from './open-offer.ts'

export const feature: Feature = {
  id: 'offers',
  nav: { title: 'Offers', path: '/offers', icon: <FileSignature />, shortcut: 'g o', order: 55, Badge: ApprovalBadge },
  routes: [
    { path: '/offers', load: () => import('./offers-screen.tsx').then(module => ({ Screen: module.OffersScreen })) },
    { path: '/applications/:applicationId/offer', load: () => import('./offer-screen.tsx').then(module => ({ Screen: module.OfferScreen })) },
  ],
  commands: ({ may, go }) => {
    const open = openOffer()
    return [
      ...(may({ collection: 'offers', after: {} }).kind === 'allowed' ? [{ id: 'offers.new', title: 'Draft an offer', section: 'Offers', icon: <FileSignature />, keywords: ['new', 'letter', 'contract'], run: () => go('/offers?new') }] : []),
      ...(open?.actions ?? []).map(({ id, title, keys, run }) => ({ id: `offer.${id}`, title, section: open!.name, shortcut: keys, run })),
    ]
  },
}
