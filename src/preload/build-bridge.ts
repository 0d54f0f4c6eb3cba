import type { IpcRenderer } from 'electron'
import type { PreloadBridge } from '../shared/contract/ipc.ts'

type Port = Pick<IpcRenderer, 'invoke' | 'on' | 'removeListener'>
type Listener = (event: unknown) => void

/**
 * One function for each listed channel and no general `send`: a page that is taken over can ask only these questions,
 * and the main process parses each. The Electron event object, which leads to `ipcRenderer`, never reaches the page.
 */
export function buildBridge(port: Port, callNames: readonly string[], eventNames: readonly string[]): PreloadBridge {
  const calls = Object.fromEntries(callNames.map(name => [name, (input: unknown) => port.invoke(name, input)]))
  const events = Object.fromEntries(eventNames.map(name => [name, (listener: Listener) => listen(port, name, listener)]))
  // Safe: names and types come from one contract, whose table must have exactly these names.
  return Object.freeze({ calls: Object.freeze(calls), events: Object.freeze(events) }) as unknown as PreloadBridge
}

function listen(port: Port, name: string, listener: Listener): () => void {
  const forward = (_event: unknown, payload: unknown): void => listener(payload)
  port.on(name, forward)
  return () => { port.removeListener(name, forward) }
}
