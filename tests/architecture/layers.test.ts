import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync } from 'oxc-parser'
import { expect, test } from 'vitest'
import { allowedArrows, roomOf, type Room } from './rooms.ts'

const root = resolve(import.meta.dirname, '../..')

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.(ts|tsx)$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map(entry => relative(root, join(entry.parentPath, entry.name)))
}

/** Every import, type imports and re-exports and dynamic imports included. */
function importsOf(file: string): string[] {
  const { module, program } = parseSync(file, readFileSync(join(root, file), 'utf8'))
  const statics = module.staticImports.map(entry => entry.moduleRequest.value)
  const reexports = module.staticExports.flatMap(entry => entry.entries.flatMap(each => (each.moduleRequest ? [each.moduleRequest.value] : [])))
  const dynamics = [...JSON.stringify(program).matchAll(/"type":"ImportExpression"[^]*?"source":\{"type":"Literal"[^}]*?"value":"([^"]+)"/g)].map(match => match[1]!)
  return [...statics, ...reexports, ...dynamics]
}

const aliases: readonly (readonly [prefix: string, folder: string])[] = [
  ['#shared/', 'src/shared/'], ['#server/', 'sync-server/'], ['#renderer/', 'src/renderer/'], ['#tests/', 'tests/'],
]

function targetOf(file: string, request: string): string | null {
  const alias = aliases.find(([prefix]) => request.startsWith(prefix))
  if (alias) return alias[1] + request.slice(alias[0].length)
  return request.startsWith('.') ? relative(root, resolve(root, dirname(file), request)) : null
}

type Arrow = Readonly<{ file: string; from: Room; to: string }>

function arrows(files: readonly string[]): Arrow[] {
  return files.flatMap(file => importsOf(file).flatMap(request => {
    const target = targetOf(file, request)
    const to = target === null ? `npm:${packageName(request)}` : roomOf(target)
    return [{ file, from: roomOf(file), to }]
  }))
}

const packageName = (request: string): string => request.split('/').slice(0, request.startsWith('@') ? 2 : 1).join('/')

const files = ['src', 'sync-server'].flatMap(sourceFiles)

test('the test has really read the house', () => {
  expect(files.length).toBeGreaterThan(100)
  expect(arrows(files).length).toBeGreaterThan(files.length)
})

test('every file has a room', () => {
  expect(files.filter(file => roomOf(file) === 'nowhere')).toEqual([])
})

test('every import follows a listed arrow', () => {
  const strays = arrows(files).filter(arrow => arrow.from !== arrow.to && !allowedArrows[arrow.from]?.some(allowed => allowed === arrow.to || (allowed.endsWith('*') && arrow.to.startsWith(allowed.slice(0, -1)))))
  expect(strays.map(arrow => `${arrow.file} (${arrow.from}) → ${arrow.to}`)).toEqual([])
})

/** The first round trip that imports allow, as a list of files; `null` when there is none. */
function firstCircle(of: readonly string[]): readonly string[] | null {
  const known = new Set(of)
  const led = new Map<string, 'open' | 'closed'>()
  const walk = (file: string, way: readonly string[]): readonly string[] | null => {
    if (led.get(file) === 'closed') return null
    if (led.get(file) === 'open') return [...way.slice(way.indexOf(file)), file]
    led.set(file, 'open')
    for (const request of importsOf(file)) {
      const target = targetOf(file, request)
      const found = target === null ? undefined : [target, `${target}.ts`, `${target}.tsx`].find(each => known.has(each))
      const circle = found === undefined ? null : walk(found, [...way, file])
      if (circle) return circle
    }
    led.set(file, 'closed')
    return null
  }
  for (const file of of) {
    const circle = walk(file, [])
    if (circle) return circle
  }
  return null
}

test('no file leads back to itself, types included', () => {
  expect(firstCircle(files)).toBeNull()
})
