/** Where the connection to the server stands. */
export type SyncKind =
  | 'offline' | 'connecting' | 'signing-in' | 'first-sync' | 'catching-up' | 'live' | 'sending'
  | 'paused' | 'other-tab' | 'version-mismatch' | 'signed-out' | 'wiping' | 'closed'
