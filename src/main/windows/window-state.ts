import type { Rectangle } from 'electron'
import { z } from 'zod'

export const windowStateSchema = z.strictObject({
  x: z.int(), y: z.int(), width: z.int().min(480).max(20_000), height: z.int().min(360).max(20_000), maximised: z.boolean(),
})
export type WindowState = z.infer<typeof windowStateSchema>

const usual = { width: 1360, height: 860 }
/** How much of the title bar must be reachable for a person to drag a window back, in pixels. */
const reachable = 80

/** Where the window opens: as it was left, unless that display is gone; then centred in the usual size. */
export function openingBounds(kept: WindowState | null, displays: readonly Rectangle[]): Partial<Rectangle> & { width: number; height: number } {
  if (kept === null) return usual
  // Made to fit first: narrowing a window that hangs off the left edge may push it out of reach.
  const fitted = displays.map(display => ({ display, window: { ...kept, ...fit(kept, display) } })).find(({ window, display }) => isReachable(window, display))
  if (fitted === undefined) return fit(kept, displays[0] ?? kept)
  const { x, y, width, height } = fitted.window
  return { x, y, width, height }
}

const fit = (window: Rectangle, display: Rectangle): { width: number; height: number } =>
  ({ width: Math.min(window.width, display.width), height: Math.min(window.height, display.height) })

function isReachable(window: Rectangle, display: Rectangle): boolean {
  const across = Math.min(window.x + window.width, display.x + display.width) - Math.max(window.x, display.x)
  return across >= reachable && window.y >= display.y && window.y <= display.y + display.height - reachable
}
