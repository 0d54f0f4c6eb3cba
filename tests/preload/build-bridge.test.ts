import { expect, test } from 'vitest'
import { ipcCallNames, ipcEventNames } from '#shared/contract/ipc-channels'
import { buildBridge } from '../../src/preload/build-bridge.ts'

function port() {
  const asked: unknown[][] = []
  const listeners = new Map<string, (event: unknown, payload: unknown) => void>()
  const ipc = {
    invoke: async (...args: unknown[]) => { asked.push(args); return { kind: 'done' } },
    on: (name: string, listener: (event: unknown, payload: unknown) => void) => { listeners.set(name, listener) },
    removeListener: (name: string) => { listeners.delete(name) },
  }
  return { asked, listeners, bridge: buildBridge(ipc as never, ipcCallNames, ipcEventNames) }
}

test('the page gets the channels of the contract and nothing else', () => {
  const { bridge } = port()
  expect(Object.keys(bridge)).toEqual(['calls', 'events'])
  expect(Object.keys(bridge.calls)).toEqual([...ipcCallNames])
  expect(Object.keys(bridge.events)).toEqual([...ipcEventNames])
})

test('the bridge cannot be changed by the page', () => {
  const { bridge } = port()
  expect([bridge, bridge.calls, bridge.events].every(part => Object.isFrozen(part))).toBe(true)
})

test('a call asks its own channel with its one question', async () => {
  const { bridge, asked } = port()
  await bridge.calls['badge:set']({ count: 2 })
  expect(asked).toEqual([['badge:set', { count: 2 }]])
})

test('a listener hears what is said, never the Electron event, and stops when asked', () => {
  const { bridge, listeners } = port()
  const heard: unknown[][] = []
  const stop = bridge.events['menu:command']((...args: unknown[]) => { heard.push(args) })
  listeners.get('menu:command')?.({ sender: 'ipcRenderer' }, { command: 'help' })
  expect(heard).toEqual([[{ command: 'help' }]])
  stop()
  expect(listeners.size).toBe(0)
})
