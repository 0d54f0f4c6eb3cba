import type { Span } from '#shared/lib/zoned-time'

/** What a calendar said of a span: when its owner is taken. Times only, sorted, not touching each other. */
export type BusyReading = Readonly<
  | { kind: 'read'; blocks: readonly Span[]; /** Given back at the next reading, so that what did not change need not travel again. */ memo: Readonly<Record<string, string>> }
  | { kind: 'unchanged' }
>

/** Sorted, cut to the window, and joined where they touch or overlap. */
export function joinSpans(spans: readonly Span[], window: Span): readonly Span[] {
  const joined: { fromMs: number; toMs: number }[] = []
  const inside = spans.map(span => ({ fromMs: Math.max(span.fromMs, window.fromMs), toMs: Math.min(span.toMs, window.toMs) })).filter(span => span.toMs > span.fromMs)
  for (const span of inside.sort((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1)
    if (last && span.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, span.toMs)
    else joined.push(span)
  }
  return joined
}

/** What is left of some spans when others are taken out of them. */
export function withoutSpans(spans: readonly Span[], taken: readonly Span[]): readonly Span[] {
  return taken.reduce<readonly Span[]>((left, cut) => left.flatMap(span => {
    if (cut.toMs <= span.fromMs || cut.fromMs >= span.toMs) return [span]
    return [{ fromMs: span.fromMs, toMs: cut.fromMs }, { fromMs: cut.toMs, toMs: span.toMs }].filter(part => part.toMs > part.fromMs)
  }), spans)
}
