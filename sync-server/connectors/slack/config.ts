import { z } from 'zod'
import type { RecordValues } from '../kit/record-fields.ts'

const channel = z.string().trim().regex(/^[CG][A-Z0-9]{8,}$/, 'A channel’s ID begins with C or G; Slack shows it at the bottom of the channel’s details.')

export const configSchema = z.strictObject({
  channel: channel.meta({ title: 'Channel', description: 'The ID of the channel for everything without one of its own, such as C0123456789. Slack shows it at the bottom of the channel’s details.' }),
  rooms: z.array(z.strictObject({
    channel: channel.meta({ title: 'Channel' }), requisitionCode: z.string().max(200).optional().meta({ title: 'Requisition', description: 'Of one job.' }), department: z.string().max(200).optional().meta({ title: 'Department', description: 'Or of every job of one.' }),
  })).max(200).default([]).meta({
    title: 'Channels of their own', description: 'Jobs or departments that talk in a channel of their own. A job goes before its department.',
  }),
  welcomeChannel: channel.optional().meta({ title: 'Welcome channel', description: 'If given, a hire is also announced here with name, title and start date.' }),
  mentionRecruiter: z.boolean().default(false).meta({ title: 'Mention the recruiter', description: 'Looks up the recruiter by e-mail. Their e-mail must be ticked under What it is given.' }),
})
export type Config = z.infer<typeof configSchema>

export const secretsSchema = z.strictObject({ token: z.string().regex(/^xox[a-z]-/, 'A bot token begins with xoxb-.').meta({ title: 'Bot token', description: 'Of a Slack app of your own; begins with xoxb-.' }) })
export type Secrets = z.infer<typeof secretsSchema>

export function channelFor({ channel, rooms }: Pick<Config, 'channel' | 'rooms'>, record: RecordValues): string {
  const own = rooms.find(room => room.requisitionCode !== undefined && room.requisitionCode === record.requisitionCode)
  return (own ?? rooms.find(room => room.requisitionCode === undefined && room.department !== undefined && room.department === record.department))?.channel ?? channel
}
