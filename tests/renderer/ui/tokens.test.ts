import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const css = readFileSync(new URL('../../../src/renderer/ui/tokens.css', import.meta.url), 'utf8')

function readColours(): Map<string, { light: string; dark: string }> {
  const pairs = css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)
  return new Map([...pairs].map(([, name, light, dark]) => [name!, { light: light!, dark: dark! }]))
}

/** WCAG 2.2, relative luminance. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (light! + 0.05) / (dark! + 0.05)
}

const colours = readColours()
const GROUNDS = ['bg', 'surface', 'surface-raised', 'surface-sunken', 'hover', 'selected']
const TEXT_PAIRS: readonly [string, string][] = [
  ...['ink', 'ink-muted', 'accent-ink', 'bad-ink'].flatMap((ink) => GROUNDS.map((ground): [string, string] => [ink, ground])),
  ...['bg', 'surface', 'surface-raised', 'surface-sunken'].map((ground): [string, string] => ['ink-faint', ground]),
  ['ink', 'pressed'], ['ink-muted', 'pressed'],
  ['on-accent', 'accent'], ['on-accent', 'accent-hover'], ['on-accent', 'accent-pressed'], ['on-bad', 'bad-solid'], ['on-bad', 'bad-solid-hover'],
  ['accent-ink', 'accent-soft'], ['good-ink', 'good-soft'], ['warn-ink', 'warn-soft'], ['bad-ink', 'bad-soft'], ['good-ink', 'surface'], ['warn-ink', 'surface'],
  ['on-inverse', 'inverse'], ['on-inverse-accent', 'inverse'],
]
const SHAPES = ['line-control', 'focus', 'accent', 'good-solid', 'warn-solid', 'bad-solid']
const SHAPE_PAIRS = ['bg', 'surface', 'surface-raised', 'hover'].flatMap((ground) => SHAPES.map((shape): [string, string] => [shape, ground]))

for (const theme of ['light', 'dark'] as const) {
  test(`text keeps 4.5:1 on every ground it stands on, ${theme}`, () => {
    const low = TEXT_PAIRS.map(([ink, ground]) => ({ pair: `${ink} on ${ground}`, ratio: contrast(colours.get(ink)![theme], colours.get(ground)![theme]) })).filter(({ ratio }) => ratio < 4.5)
    expect(low).toEqual([])
  })

  test(`shapes that mean something keep 3:1, ${theme}`, () => {
    const low = SHAPE_PAIRS.map(([shape, ground]) => ({ pair: `${shape} on ${ground}`, ratio: contrast(colours.get(shape)![theme], colours.get(ground)![theme]) })).filter(({ ratio }) => ratio < 3)
    expect(low).toEqual([])
  })
}
