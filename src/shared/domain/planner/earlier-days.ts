import { countBits, type DayTable } from './day-table.ts'
import type { Model } from './model.ts'

/** Whether sessions may be given on a day when `before` are done: everything that must come first is in one of both. */
function inOrder(model: Model, before: number, today: number): boolean {
  return model.sessions.every((session, s) => !(today & (1 << s)) || (session.earlier & ~(before | today)) === 0)
}

/** Least cost of exactly the sessions of `mask` on `count` days before day `day`; Infinity when it cannot be. */
export type EarlierDays = (count: number, day: number, mask: number) => number

/** Every split of the sessions over earlier days. Work: days · D · 3^n. */
export function splitOverDays(model: Model, tables: readonly DayTable[]): EarlierDays {
  const size = 1 << model.sessions.length
  const most = model.input.days.max - 1
  const per = model.input.days.perDay ?? model.sessions.length
  const layers = Array.from({ length: most + 1 }, () => Array.from({ length: tables.length + 1 }, () => new Float64Array(most > 0 ? size : 1).fill(Infinity)))
  for (const layer of layers[0] ?? []) layer[0] = 0
  for (let count = 1; count <= most; count += 1) {
    for (let day = 0; day < tables.length; day += 1) {
      const now = layers[count]?.[day]
      const next = layers[count]?.[day + 1]
      const fewer = layers[count - 1]?.[day]
      const whole = tables[day]?.whole
      if (!now || !next || !fewer || !whole) continue
      next.set(now)
      for (let today = 1; today < size; today += 1) {
        const points = (whole[today] ?? Infinity) + (count > 1 ? model.weights.extraDay : 0)
        if (points === Infinity || countBits(today) > per) continue
        const rest = (size - 1) & ~today
        for (let before = rest; ; before = (before - 1) & rest) {
          const total = (fewer[before] ?? Infinity) + points
          if (total < (next[before | today] ?? 0) && inOrder(model, before, today)) next[before | today] = total
          if (before === 0) break
        }
      }
    }
  }
  return (count, day, mask) => layers[count]?.[day]?.[mask] ?? Infinity
}
