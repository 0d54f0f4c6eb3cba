import { z } from 'zod'
import { deepLinkSchema } from './deep-link.ts'
import type { IpcCallName, IpcEventName } from './ipc-channels.ts'

const nothing = z.strictObject({})
const done = z.strictObject({ kind: z.literal('done') })
const cancelled = z.strictObject({ kind: z.literal('cancelled') })
const fileName = z.string().min(1).max(120)

/** Largest file that crosses the bridge either way, in bytes: the export of a large workspace. */
export const largestFileBytes = 1024 ** 3

/** Secrets are kept per server; the main process adds the origin of the server it was set to. */
const secretName = z.enum(['session-token', 'replica-key'])
/** The operating system offers no protected store: the renderer keeps the secret in memory only. */
const unavailable = z.strictObject({ kind: z.literal('unavailable') })
/** `reason` is a stable code; `no_space` and `no_permission` are what people meet. */
const notSaved = z.strictObject({ kind: z.literal('failed'), reason: z.enum(['no_space', 'no_permission', 'unreadable', 'other']) })
const saved = z.strictObject({ kind: z.literal('saved'), fileName: z.string() })

/** How the tray looks; the words beside it come from the renderer. */
export const trayLookSchema = z.enum(['synced', 'working', 'waiting', 'offline', 'attention'])
/** What a person can start from the native menu. */
export const menuCommandSchema = z.enum([
  'palette', 'search', 'help', 'settings', 'new-candidate', 'new-job', 'import', 'export', 'sync-panel',
  'go-board', 'go-candidates', 'go-jobs', 'go-calendar', 'go-conflicts', 'undo', 'redo', 'back', 'forward', 'about',
])

/** Every question the renderer may ask the main process. Both directions are parsed by the main process. */
export const ipcContract = {
  'app:info': {
    input: nothing,
    output: z.strictObject({
      version: z.string(), platform: z.enum(['darwin', 'win32', 'linux', 'other']),
      /** Origin such as `https://hiring.example.org`; null until a server was chosen. */
      serverOrigin: z.string().nullable(),
    }),
  },
  /** Chooses the server. The page loads anew, because its content policy names the one server it may talk to. */
  'server:use': {
    input: z.strictObject({ address: z.string().max(300) }),
    output: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('accepted'), origin: z.string() }),
      z.strictObject({ kind: z.literal('refused'), reason: z.enum(['not_an_address', 'not_protected']) }),
    ]),
  },
  'keychain:read': {
    input: z.strictObject({ name: secretName }),
    output: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('found'), value: z.string() }), z.strictObject({ kind: z.literal('absent') }), unavailable,
    ]),
  },
  'keychain:write': {
    input: z.strictObject({ name: secretName, value: z.string().min(1).max(4096) }),
    output: z.discriminatedUnion('kind', [done, unavailable]),
  },
  'keychain:delete': { input: z.strictObject({ name: secretName }), output: done },
  'notification:show': {
    input: z.strictObject({ title: z.string().min(1).max(120), body: z.string().max(500), opens: deepLinkSchema.optional() }),
    output: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('shown') }), z.strictObject({ kind: z.literal('unsupported') })]),
  },
  'tray:setState': { input: z.strictObject({ look: trayLookSchema, label: z.string().max(120) }), output: done },
  /** Number on the dock or task bar; 0 takes it away. */
  'badge:set': { input: z.strictObject({ count: z.int().min(0).max(9999) }), output: done },
  'file:saveAs': {
    input: z.strictObject({ suggestedName: fileName, bytes: z.instanceof(Uint8Array).refine(bytes => bytes.byteLength <= largestFileBytes) }),
    output: z.discriminatedUnion('kind', [saved, cancelled, notSaved]),
  },
  'file:open': {
    input: z.strictObject({
      title: z.string().max(120), extensions: z.array(z.string().regex(/^[a-z0-9]{1,10}$/)).max(20),
      several: z.boolean(), maxBytes: z.int().min(1).max(largestFileBytes),
    }),
    output: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('opened'), files: z.array(z.strictObject({ name: z.string(), bytes: z.instanceof(Uint8Array) })) }),
      z.strictObject({ kind: z.literal('too_large'), name: z.string(), maxBytes: z.int() }),
      cancelled, notSaved,
    ]),
  },
  /** The page as it would be printed, saved where the person says. */
  'print:toPdf': {
    input: z.strictObject({ suggestedName: fileName, landscape: z.boolean() }),
    output: z.discriminatedUnion('kind', [saved, cancelled, notSaved]),
  },
  /** Opens https and mailto in the person's own programs; anything else is refused. */
  'link:openExternal': {
    input: z.strictObject({ url: z.string().max(2000) }),
    output: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('opened') }), z.strictObject({ kind: z.literal('refused') })]),
  },
  /** Links that arrived before the page listened; asking also starts the event. */
  'deepLink:take': { input: nothing, output: z.strictObject({ links: z.array(deepLinkSchema) }) },
  'theme:set': { input: z.strictObject({ theme: z.enum(['light', 'dark', 'system']) }), output: done },
  /** Restarts into the update that `update:ready` announced. */
  'update:install': { input: nothing, output: z.discriminatedUnion('kind', [done, z.strictObject({ kind: z.literal('none_ready') })]) },
} as const satisfies Record<IpcCallName, { input: z.ZodType; output: z.ZodType }>

/** What the main process tells the renderer unasked. */
export const ipcEvents = {
  'deepLink:opened': deepLinkSchema,
  'menu:command': z.strictObject({ command: menuCommandSchema }),
  'update:ready': z.strictObject({ version: z.string() }),
} as const satisfies Record<IpcEventName, z.ZodType>

export type IpcInput<C extends IpcCallName> = z.infer<(typeof ipcContract)[C]['input']>
export type IpcOutput<C extends IpcCallName> = z.infer<(typeof ipcContract)[C]['output']>
export type IpcEvent<E extends IpcEventName> = z.infer<(typeof ipcEvents)[E]>
export type MenuCommand = z.infer<typeof menuCommandSchema>
export type TrayLook = z.infer<typeof trayLookSchema>

/** What the preload puts on `window.shortlist`: one function a channel, nothing else. */
export type PreloadBridge = Readonly<{
  calls: { readonly [C in IpcCallName]: (input: IpcInput<C>) => Promise<IpcOutput<C>> }
  /** Each takes a listener and returns the function that stops it. */
  events: { readonly [E in IpcEventName]: (listener: (event: IpcEvent<E>) => void) => () => void }
}>
