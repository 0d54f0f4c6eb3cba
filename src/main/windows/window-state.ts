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
  const area = displays.find(display => isReachable(kept, display))
  if (area === undefined) return { width: Math.min(kept.width, displays[0]?.width ?? usual.width), height: Math.min(kept.height, displays[0]?.height ?? usual.height) }
  return { x: kept.x, y: kept.y, width: Math.min(kept.width, area.width), height: Math.min(kept.height, area.height) }
}

function isReachable(window: Rectangle, display: Rectangle): boolean {
  const across = Math.min(window.x + window.width, display.x + display.width) - Math.max(window.x, display.x)
  return across >= reachable && window.y >= display.y && window.y <= display.y + display.height - reachable
}
