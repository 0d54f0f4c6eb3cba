import { afterEach, beforeEach } from 'vitest'
import type { Store } from './databases.ts'
import { openWorkspace, type TestWorkspace } from './workspace.ts'

/** Opens a fresh store with a workspace before each test of a `describe`, and closes it afterwards. */
export function eachWorkspace(open: Store['open'], opened: (workspace: TestWorkspace) => void): void {
  let close: () => Promise<void>
  beforeEach(async () => {
    const store = await open()
    close = store.close
    opened(await openWorkspace(store.db))
  })
  afterEach(() => close())
}
