/** The windows of this browser that have a copy open. Locks end with their window, however that goes. */
export type OpenWindows = Readonly<{
  /** Runs `work` while no other window has the copy open, and lets none open it meanwhile; `null`, and nothing done, when one has. */
  ifAlone<T>(work: () => Promise<T>): Promise<T | null>
  leave(): Promise<void>
}>

type Held = Readonly<{ release(): Promise<void> }>

function take(locks: LockManager, name: string, options: LockOptions): Promise<Held | null> {
  return new Promise((resolve, reject) => {
    const ended: Promise<unknown> = locks.request(name, options, lock => (lock
      ? new Promise<void>(end => resolve({ release: async () => {
        end()
        await ended
      } }))
      : resolve(null)))
    ended.catch(reject)
  })
}

/** Joins the windows that have a copy open; resolves once none is setting it aside. */
export async function joinWindows(name: string): Promise<OpenWindows> {
  const locks = globalThis.navigator?.locks as LockManager | undefined
  if (!locks) return { ifAlone: work => work(), leave: async () => {} }
  let held = await take(locks, name, { mode: 'shared' })
  return {
    async ifAlone(work) {
      await held?.release()
      const alone = await take(locks, name, { ifAvailable: true })
      // Asked for before the other is given back, so that nobody comes between.
      const next = take(locks, name, { mode: 'shared' })
      try {
        return alone ? await work() : null
      } finally {
        void alone?.release()
        held = await next
      }
    },
    leave: async () => held?.release(),
  }
}
