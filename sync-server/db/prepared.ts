const names = new Map<string, string>()

/**
 * A statement that every push runs: each connection to PostgreSQL reads and plans it once instead of every time. Only for
 * statements whose best plan stays the same however much there is: a kept plan is one for the sizes of the day it was made.
 */
export function prepared(name: string, text: string): string {
  names.set(text, name)
  return text
}

/** The name under which a connection keeps a statement; `undefined` for most. */
export const preparedName = (text: string): string | undefined => names.get(text)
