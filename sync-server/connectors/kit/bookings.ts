/** A kind of meeting that can be booked at another service. `id` is theirs; `minutes` its length; `who` whose it is, empty where the service does not say. */
export type BookingKind = Readonly<{ id: string; name: string; minutes: number; who: string }>

/**
 * A service by which candidates book for themselves, beside the pages of our own. `Context` is the connector's. What
 * comes of a link is told by findings of kind `booking`.
 */
export type BookingServicePort<Context> = Readonly<{
  kinds(ctx: Context): Promise<readonly BookingKind[]>
  /** An address that books once. `mark` comes back with the booking; name and e-mail are filled in for the candidate. */
  makeLink(ctx: Context, asked: Readonly<{ kindId: string; mark: string; name: string; email: string | null }>): Promise<string>
}>

/** What a service tells of a booking. `ref` is its own name of it: another after it was moved, then `replaces` is the one before. */
export type BookingNews = Readonly<
  | {
    state: 'booked'; ref: string; replaces: string | null
    /** The link's mark; null where it came by another way. */
    mark: string | null
    name: string; startMs: number; endMs: number; zone: string
    /** E-mail addresses of those who hold it. The service tells them, and the candidate, itself. */
    hosts: readonly string[]
    joinUrl: string | null
  }
  | { state: 'cancelled'; ref: string; byCandidate: boolean; reason: string }
>
