import { createCrdt } from './crdt.ts'
import { createRelayLine, floorSync } from './floor.ts'
import { createOurs } from './ours.ts'
import { createStock } from './stock.ts'

/** What the bench reaches from outside: `bench.peer` is whatever it last created. */
const bench = { createOurs, createStock, createCrdt, createRelayLine, floorSync, peer: null }
Object.assign(globalThis, { bench })

export type BenchPage = typeof bench
