import { z } from 'zod'
import { AppError } from '#shared/lib/app-error'

/** GET /employees: what identifies somebody. Fields the key may not see are null and named in `_restrictedFields`. */
const listedSchema = z.looseObject({
  employeeId: z.string().min(1), firstName: z.string().nullable(), lastName: z.string().nullable(), status: z.string().nullable(), _restrictedFields: z.array(z.string()),
  workEmail: z.string().nullish(), homeEmail: z.string().nullish(),
})
export type Listed = z.infer<typeof listedSchema>
export const employeesSchema = z.looseObject({ data: z.array(listedSchema), meta: z.looseObject({ page: z.looseObject({ nextCursor: z.string().nullable() }) }) })

/** GET /employees/{id}: the fields asked for; those the key may not see are absent. */
export const employeeSchema = z.looseObject({ id: z.string() }).catchall(z.unknown())

/** GET /meta/fields. */
export const fieldsSchema = z.array(z.looseObject({ id: z.union([z.string(), z.int()]), name: z.string(), alias: z.string().optional(), deprecated: z.boolean().optional() }))
/** GET /meta/lists. */
export const listsSchema = z.array(z.looseObject({
  fieldId: z.union([z.string(), z.int()]).optional(), alias: z.string().nullish(), options: z.array(z.looseObject({ name: z.string().optional(), archived: z.string().optional() })).default([]),
}))
/** GET /employees/{id}/tables/{table}. */
export const rowsSchema = z.array(z.looseObject({ id: z.union([z.string(), z.int()]) }))

/** POST /employees: names are required, the rest is free by the account's own fields. */
export const newEmployeeSchema = z.looseObject({ firstName: z.string().min(1), lastName: z.string().min(1) })

/**
 * The id in the `Location` of a new employee: an address of the API or of a page.
 * @throws AppError `connector.bad_response`; the next try finds the employee by name and e-mail.
 */
export function idFromLocation(location: string | undefined): string {
  const [, id] = /(?:\/employees\/|[?&]id=)(\d+)(?:[/?&#]|$)/.exec(location ?? '') ?? []
  if (id === undefined) throw new AppError('connector.bad_response', { facts: { field: 'location' } })
  return id
}
