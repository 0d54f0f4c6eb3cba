import type { Feature } from '../replica/feature.ts'
import { feature as search } from '../features/search/feature.tsx'

/** Every capability, one line each. Order matters only where two routes would match. */
export const features: readonly Feature[] = [
  search,
]
