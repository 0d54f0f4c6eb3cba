import { fanOut } from './figures/fan-out.ts'
import { growthCurve } from './figures/growth-curve.ts'
import { pushRate } from './figures/push-rate.ts'
import { thousandClients } from './figures/thousand-clients.ts'
import type { Figure } from './support/measure.ts'

/** Everything `npm run bench` measures, in the order of the table. */
export const figures: readonly Figure[] = [fanOut, thousandClients, pushRate, growthCurve]
