import { v5 } from 'uuid'

/**
 * The same id for the same name under the same parent, on any device: a write that is repeated after a crash finds
 * what it has already made. Shaped as a UUIDv7 with the parent's time, so that an index still grows at its end.
 * Source of the remaining 74 bits: UUIDv5 (RFC 9562 §5.5, SHA-1) of the name under the parent.
 */
export function derivedId(parentId: string, name: string): string {
  const hash = v5(name, parentId)
  return `${parentId.slice(0, 13)}-7${hash.slice(15)}`
}
