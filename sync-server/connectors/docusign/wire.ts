import { z } from 'zod'

/** DocuSign's answers as far as they are used; everything in them may be absent. */
export const tokenSchema = z.looseObject({ access_token: z.string().min(1), expires_in: z.coerce.number().default(3_600) })
export const refusalSchema = z.looseObject({ error: z.string() })
export const userSchema = z.looseObject({ accounts: z.array(z.looseObject({ account_id: z.string(), is_default: z.boolean().default(false), base_uri: z.url() })) })
export const errorSchema = z.looseObject({ errorCode: z.string().default('') })
export const createdSchema = z.looseObject({ envelopeId: z.string().min(1) })

const fieldSchema = z.looseObject({ name: z.string().default(''), value: z.string().default('') })
const signerSchema = z.looseObject({ email: z.string().default(''), declinedReason: z.string().optional() })
const documentSchema = z.looseObject({ documentId: z.string().default(''), name: z.string().default(''), type: z.string().default('content') })

export const envelopeSchema = z.looseObject({
  envelopeId: z.string().min(1), status: z.string().default(''), statusChangedDateTime: z.string().optional(),
  customFields: z.looseObject({ textCustomFields: z.array(fieldSchema).default([]) }).optional(),
  recipients: z.looseObject({ signers: z.array(signerSchema).default([]) }).optional(),
  envelopeDocuments: z.array(documentSchema).default([]),
})
export type Envelope = z.infer<typeof envelopeSchema>
export const envelopesSchema = z.looseObject({ envelopes: z.array(envelopeSchema).default([]) })

/** A message of Connect, JSON as DocuSign sends it (SIM). */
export const connectSchema = z.looseObject({
  event: z.string().default(''), generatedDateTime: z.string().default(''),
  data: z.looseObject({ envelopeId: z.string().default(''), envelopeSummary: z.looseObject({ status: z.string().default('') }).optional() }),
})
