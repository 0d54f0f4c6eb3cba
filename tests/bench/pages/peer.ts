/** What every contestant in the browser can do; the bench drives them all alike. Times in milliseconds. */
export type Peer = Readonly<{
  /** A first sync of everything into IndexedDB under a new name, removed again afterwards. */
  firstSync(name: string): Promise<{ took: number; count: number }>
  /** Syncs under a name and stays open for edits and live changes. */
  open(name: string): Promise<void>
  /** So many one-field edits of as many documents, issued together: until all are on disk. */
  edit(value: string, count: number): Promise<number>
  /** The same, each waiting for the one before: milliseconds for one. */
  editInTurn(value: string, count: number): Promise<number>
  /** Tries to connect at once instead of at the next attempt. */
  nudge(): void
  /** Resolves when everything was acknowledged, where the contestant can tell. */
  settled(): Promise<void>
  /** Writes the moment of writing into a document, again and again. */
  sendStamps(count: number, everyMs: number): Promise<void>
  /** Listens for stamps until so many came; answers how old each was on arrival. */
  hearStamps(count: number): Promise<readonly number[]>
}>

/** A clock that agrees between pages. */
export const wallMs = (): number => performance.timeOrigin + performance.now()

export const stampText = (): string => `stamp ${wallMs().toFixed(3)}`
/** The age of a stamp, or null for another text. */
export function ageOf(text: unknown): number | null {
  return typeof text === 'string' && text.startsWith('stamp ') ? wallMs() - Number(text.slice(6)) : null
}

export const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** Sends stamps evenly, one after the other. */
export async function sendEvenly(count: number, everyMs: number, send: (index: number) => unknown): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await send(index)
    await pause(everyMs)
  }
}

/** Collects ages; `listen` gets the function to call with each text that arrives. */
export function collect(count: number, listen: (take: (text: unknown) => void) => () => void): Promise<readonly number[]> {
  const ages: number[] = []
  return new Promise(resolve => {
    const stop = listen(text => {
      const age = ageOf(text)
      if (age === null) return
      ages.push(age)
      if (ages.length < count) return
      stop()
      resolve(ages)
    })
  })
}

/** Milliseconds that some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
