import { contextBridge, ipcRenderer } from 'electron'
import { ipcCallNames, ipcEventNames } from '../shared/contract/ipc-channels.ts'
import { buildBridge } from './build-bridge.ts'

contextBridge.exposeInMainWorld('shortlist', buildBridge(ipcRenderer, ipcCallNames, ipcEventNames))
