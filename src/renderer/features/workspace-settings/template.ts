/** A text of the workspace that is written once and used often. */
export type Template = Readonly<{ id: string; name: string; rank: string; archived: boolean; body: string }>
