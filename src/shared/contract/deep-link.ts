import { z } from 'zod'

/** A record that a link outside the workstation may point to. */
export const deepLinkSchema = z.strictObject({
  kind: z.enum(['candidate', 'job', 'application', 'interview', 'conflict']),
  id: z.uuid(),
})
export type DeepLink = z.infer<typeof deepLinkSchema>

const longestLink = 200

/**
 * Reads `shortlist://candidate/<uuid>`; null for anything else. Search, hash, port and credentials are refused: a link
 * names a record and can do nothing.
 */
export function parseDeepLink(text: string): DeepLink | null {
  if (text.length > longestLink) return null
  const parts = /^shortlist:\/\/([a-z]+)\/([0-9a-f-]+)\/?$/i.exec(text)
  return linkOf(parts)
}

/** Reads `#open/candidate/<uuid>`, the same link on the web. */
export function parseLinkHash(hash: string): DeepLink | null {
  if (hash.length > longestLink) return null
  return linkOf(/^#open\/([a-z]+)\/([0-9a-f-]+)$/i.exec(hash))
}

function linkOf(parts: RegExpExecArray | null): DeepLink | null {
  const link = deepLinkSchema.safeParse({ kind: parts?.[1]?.toLowerCase(), id: parts?.[2]?.toLowerCase() })
  return link.success ? link.data : null
}

export const deepLinkAddress = (link: DeepLink): string => `shortlist://${link.kind}/${link.id}`
