import type { Feature } from '../replica/feature.ts'

/** Every capability, one line each. Order matters only where two routes would match. */
export const features: readonly Feature[] = [
]
