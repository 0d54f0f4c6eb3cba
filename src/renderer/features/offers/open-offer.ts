/** What can be done with the offer that is open now: its buttons, its keys and the palette's actions are the same. */
export type OfferAction = Readonly<{ id: string; title: string; keys: string; run: () => void; isMain?: boolean; isDanger?: boolean }>

let open: Readonly<{ name: string; actions: readonly OfferAction[] }> | null = null

export function setOpenOffer(offer: typeof open): void {
  open = offer
}

export function openOffer(): typeof open {
  return open
}
