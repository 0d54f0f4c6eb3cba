import { z } from 'zod'
import { id, instantMs, line } from '../domain/model/fields.ts'

/** What a program may do. Scopes are added and never renamed; none of them opens compensation, notes or scorecards. */
export const apiScopes = ['jobs:read', 'candidates:read', 'candidates:write', 'applications:read', 'applications:write', 'hooks:manage'] as const
export const apiScopeSchema = z.enum(apiScopes)
export type ApiScope = z.infer<typeof apiScopeSchema>

/** One secret of a key, recognised by how it begins. While a program changes over there are two. */
const secretSchema = z.strictObject({ prefix: z.string(), createdAtMs: instantMs, endsAtMs: instantMs.nullable(), lastUsedAtMs: instantMs.nullable() })

/** `orphaned`: whoever made it is no longer an owner; another owner takes it over by giving it a new secret. */
export const apiKeyStateSchema = z.enum(['works', 'expired', 'revoked', 'orphaned'])
export const apiKeySchema = z.strictObject({
  id, name: z.string(), scopes: z.array(apiScopeSchema), state: apiKeyStateSchema, createdById: id, createdAtMs: instantMs, expiresAtMs: instantMs.nullable(), revokedAtMs: instantMs.nullable(),
  lastUsedAtMs: instantMs.nullable(), secrets: z.array(secretSchema),
  /** Not used for 90 days, and nobody has said since that it is still needed. */
  needsReview: z.boolean(),
})
export type ApiKey = z.infer<typeof apiKeySchema>
export const apiKeysSchema = z.strictObject({ keys: z.array(apiKeySchema) })

/** POST /api/integrations/keys (owner). `expiresInDays` null: works until somebody ends it. */
export const createApiKeySchema = z.strictObject({
  name: line(80).min(1), scopes: z.array(apiScopeSchema).min(1).max(apiScopes.length), expiresInDays: z.int().min(1).max(730).nullable().default(365),
})
/** The secret is told here, once; only its hash is kept. */
export const madeApiKeySchema = z.strictObject({ key: apiKeySchema, token: z.string() })
/** PATCH /api/integrations/keys/:id */
export const changeApiKeySchema = z.strictObject({ name: line(80).min(1).optional(), scopes: z.array(apiScopeSchema).min(1).max(apiScopes.length).optional() })
/** POST /api/integrations/keys/:id/rotate: a new secret; the old one works on for some days. */
export const rotateApiKeySchema = z.strictObject({ overlapDays: z.int().min(0).max(30).default(7) })
