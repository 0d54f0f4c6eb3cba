import { z } from 'zod'
import type { Session } from '#shared/contract/http'
import { readStored, writeStored } from '../ui/stored-value.ts'

const accountSchema = z.strictObject({
  sessionId: z.uuid(), workspaceId: z.uuid(), workspaceName: z.string(), personId: z.uuid(), name: z.string(), email: z.string(),
})
/** Who uses this device, remembered so that the workstation opens with no network. Holds no secret. */
export type Account = Readonly<z.infer<typeof accountSchema>>

const key = 'shortlist.account'

export function accountOf({ sessionId, workspaceId, workspaceName, person }: Session): Account {
  return { sessionId, workspaceId, workspaceName, personId: person.id, name: person.name, email: person.email }
}

/** The remembered account; null when nobody signed in, or what is stored cannot be read. */
export function readAccount(): Account | null {
  try {
    const parsed = accountSchema.safeParse(JSON.parse(readStored(key) ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

export function rememberAccount(account: Account): void {
  writeStored(key, JSON.stringify(account))
}

export function forgetAccount(): void {
  globalThis.localStorage.removeItem(key)
}
