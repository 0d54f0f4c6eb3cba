/** Runs plain SQL with `$1` parameters, in the order asked. Whole numbers arrive as numbers, JSON and arrays parsed. */
export type Tx = Readonly<{
  query<T>(text: string, params?: readonly unknown[]): Promise<T[]>
  /**
   * The last statement of a transaction, sent together with its commit; resolves when both are done. Nothing may be asked
   * of the transaction afterwards. Absent where it would save no trip.
   */
  conclude?(text: string, params: readonly unknown[]): Promise<void>
}>

export type Database = Tx & Readonly<{
  kind: 'embedded' | 'postgresql'
  /** All or nothing. The work may be tried only once: it must not be repeated by the store. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Several statements without parameters, as a library sends them; rows of all of them. */
  script(text: string): Promise<unknown[]>
  /** Hears `pg_notify` of every process on this database. `onGap` runs when messages may have been missed. */
  listen(channel: string, onPayload: (payload: string) => void, onGap?: () => void): Promise<() => Promise<void>>
  close(): Promise<void>
}>
