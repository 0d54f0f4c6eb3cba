/** What can be done with the job that is on screen: the same actions as its keys, for the command palette. */
export type JobActions = Readonly<{ title: string; path: string; actions: readonly Readonly<{ id: string; keys: string; title: string; run: () => void }>[] }>

let open: JobActions | null = null

export function setOpenJob(job: JobActions): void {
  open = job
}

/** Null when the address has gone elsewhere since. */
export function openJob(path: string): JobActions | null {
  return open !== null && path.endsWith(open.path) ? open : null
}
