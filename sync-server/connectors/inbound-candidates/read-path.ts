import { isObject } from '#shared/lib/json'

/**
 * What stands at a path such as `candidate.emails[].value`: `[]` goes through a list, `[0]` takes one of it. Nothing where
 * the path leads nowhere; an empty path is the value itself.
 */
export function nodesAt(value: unknown, path: string): readonly unknown[] {
  const steps = path.split('.').flatMap(part => part.split(/(\[\d*\])/)).filter(step => step !== '')
  return steps.reduce<readonly unknown[]>((nodes, step) => nodes.flatMap((node): readonly unknown[] => {
    if (step === '[]') return Array.isArray(node) ? node : []
    const at = /^\[(\d+)\]$/.exec(step)?.[1]
    if (at !== undefined) return Array.isArray(node) && Number(at) < node.length ? [node[Number(at)]] : []
    return isObject(node) && Object.hasOwn(node, step) ? [node[step]] : []
  }), [value])
}

/** The texts at a path; numbers are written out, everything else is left out. */
export function textsAt(value: unknown, path: string): readonly string[] {
  if (path.trim() === '') return []
  return nodesAt(value, path.trim()).flatMap(node => (Array.isArray(node) ? node : [node])).flatMap(node => (typeof node === 'string' || typeof node === 'number' ? [String(node)] : []))
}
