import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { z } from 'zod'

/** Reads a small JSON file; null when it is absent or not in the expected form (an older or damaged file). */
export function readSettingsFile<T>(path: string, schema: z.ZodType<T>): T | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return schema.safeParse(value).data ?? null
  } catch {
    return null
  }
}

/** Written beside and renamed, so that a crash leaves the old file or the new one; readable by this person only. */
export function writeSettingsFile(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true })
  const beside = `${path}.new`
  writeFileSync(beside, JSON.stringify(value), { mode: 0o600 })
  renameSync(beside, path)
}
