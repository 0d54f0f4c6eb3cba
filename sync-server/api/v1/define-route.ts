import type { z } from 'zod'
import type { ApiScope } from '#shared/contract/api-keys'
import type { ErrorCode } from '#shared/contract/errors'
import type { Database } from '../../db/database.ts'
import type { RecordPort } from '../../identity/port.ts'
import type { IntegrationOptions } from '../../outbox/guard.ts'
import type { ProgramContext } from '../authenticate-key.ts'

/** What routes work with. */
export type V1Tools = Readonly<{ db: Database; now: () => number; record: Pick<RecordPort, 'write'>; integrations: Pick<IntegrationOptions, 'means' | 'outbox' | 'record'> }>

/** A program's request, judged and parsed. */
export type Call<Params = unknown, Query = unknown, Body = unknown> = Readonly<{
  program: ProgramContext; params: Params; query: Query; body: Body
  /** Names the request for the log of answers already given; null when the program did not name it. */
  once: Readonly<{ key: string; request: string }> | null
}>

export type Answer = Readonly<{ status: number; body?: unknown }>

type Spec<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType> = Readonly<{
  method: 'GET' | 'POST' | 'DELETE'
  /** With `:id` as Fastify writes it. */
  path: `/api/v1/${string}`
  /** What the key must be allowed to do; null for any key. */
  scope: ApiScope | null
  title: string
  say?: string
  params?: Params
  query?: Query
  body?: Body
  /** By status; a schema of null has no body. */
  answers: Readonly<Record<number, Readonly<{ say: string; schema: z.ZodType | null }>>>
  /** Codes of its own, beside those that every route has. */
  problems?: readonly ErrorCode[]
  handle(call: Call<z.infer<Params>, z.infer<Query>, z.infer<Body>>, tools: V1Tools): Promise<Answer>
}>

/** A route with its types forgotten: everything is parsed by its own schemas before `handle` sees it. */
export type V1Route = Spec<z.ZodObject, z.ZodObject, z.ZodType>

/** Declares a route of the API. The server's route, its checks and its page of the OpenAPI document follow from this. */
export function defineRoute<Params extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType>(spec: Spec<Params, Query, Body>): V1Route {
  return spec as unknown as V1Route
}
