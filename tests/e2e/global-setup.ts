import { rmSync } from 'node:fs'
import { startServer } from './support.ts'

/** One data folder with its tables made and nothing in it: what each test's server starts from, instead of making them again. */
export default async function setup(): Promise<() => void> {
  const { dataFolder, stop } = await startServer()
  await stop()
  process.env['E2E_FRESH_FOLDER'] = dataFolder
  return () => rmSync(dataFolder, { recursive: true, force: true })
}
