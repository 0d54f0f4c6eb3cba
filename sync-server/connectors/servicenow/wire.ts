import { z } from 'zod'

/** Columns come as text; a reference as its sys_id, or as `{ link, value }` where links were not excluded. */
const column = z.union([z.string(), z.looseObject({ value: z.string() }).transform(({ value }) => value), z.null().transform(() => '')]).catch('')
export const recordSchema = z.record(z.string(), column)
export type SnRecord = z.infer<typeof recordSchema>

/** GET /api/now/table/{table}. */
export const recordsSchema = z.looseObject({ result: z.array(recordSchema) })
/** The same where the user may not look at all: then there is no list. */
export const seenSchema = z.looseObject({ result: z.array(recordSchema).catch([]) })
/** GET and PATCH of one, and POST. */
export const oneRecordSchema = z.looseObject({ result: recordSchema })
/** POST /api/sn_sc/servicecatalog/items/{sys_id}/order_now. */
export const orderSchema = z.looseObject({ result: z.looseObject({ request_id: z.string().min(1), request_number: z.string() }) })

const variableSchema = z.looseObject({ name: z.string().optional(), mandatory: z.boolean().optional() })
/** GET /api/sn_sc/servicecatalog/items/{sys_id}: of an item we need its variables, also those inside containers. */
export const itemSchema = z.looseObject({ result: z.looseObject({ variables: z.array(variableSchema.extend({ children: z.array(variableSchema).optional() })).default([]) }) })
