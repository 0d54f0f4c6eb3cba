import type { Connector } from './kit/connector.ts'

/** Every connector, one line each. */
export const connectors: readonly Connector[] = [
]
