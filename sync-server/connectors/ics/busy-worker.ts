import { parentPort, workerData } from 'node:worker_threads'
import { readBusyTimes, type BusyQuestion } from './busy-times.ts'

const { text, question } = workerData as { text: string; question: BusyQuestion }
parentPort?.postMessage(readBusyTimes(text, question))
