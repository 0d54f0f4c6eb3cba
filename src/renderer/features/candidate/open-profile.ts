/** What can be done with the profile that is open now: the same actions as its keys, for the command palette. */
export type ProfileAction = Readonly<{ id: string; title: string; keys?: string; keywords?: readonly string[]; run: () => void }>

let open: Readonly<{ name: string; actions: readonly ProfileAction[] }> | null = null

export function setOpenProfile(profile: typeof open): void {
  open = profile
}

export function openProfile(): typeof open {
  return open
}
