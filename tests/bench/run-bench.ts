/** Runs the figures and prints them as one table; started by `resources/scripts/bench.mjs`. */
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { figures } from './figures.ts'
import { buildServer } from './support/built-server.ts'
import { isMet, median, percentile, ratioOf, tableOf, type Figure, type Row, type Run } from './support/measure.ts'

const { values, positionals } = parseArgs({ options: { quick: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } }, allowPositionals: true })
const names = positionals.flatMap(text => text.split(',')).filter(name => name !== '')
const unknown = names.find(name => !figures.some(figure => figure.name === name))
if (values.help === true || unknown !== undefined) {
  if (unknown !== undefined) console.error(`There is no figure "${unknown}".`)
  console.log(`npm run bench [-- name,name] [--quick]\n\n${figures.map(figure => `  ${figure.name.padEnd(18)}${figure.about}`).join('\n')}`)
  process.exit(unknown === undefined ? 0 : 1)
}

const run: Run = {
  isQuick: values.quick === true, postgresUrl: process.env['BENCH_POSTGRES_URL'] ?? null, chromePath: process.env['CHROME_PATH'] ?? '/usr/bin/chromium',
  say: line => console.log(line),
}

async function take(figure: Figure): Promise<readonly Row[]> {
  const began = performance.now()
  run.say(`\n== ${figure.name}: ${figure.about}`)
  try {
    const rows = await figure.rows(run)
    run.say(`${tableOf(rows)}\n   ${((performance.now() - began) / 1_000).toFixed(0)} s, load ${loadavg()[0]!.toFixed(1)}`)
    return rows
  } catch (error) {
    run.say(`   could not be measured: ${error instanceof Error ? error.stack ?? error.message : String(error)}`)
    failures.push(figure.name)
    return []
  }
}

const failures: string[] = []
await buildServer()
const rows: Row[] = []
for (const figure of names.length > 0 ? figures.filter(each => names.includes(each.name)) : figures) rows.push(...await take(figure))
console.log(`\n${tableOf(rows)}`)
const missed = rows.filter(row => isMet(row) === false).length
console.log(`\n${rows.filter(row => isMet(row) === true).length} goals met, ${missed} missed${failures.length > 0 ? `, not measured: ${failures.join(', ')}` : ''}; ` +
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`)

const folder = fileURLToPath(new URL('../../artifacts', import.meta.url))
await mkdir(folder, { recursive: true })
await writeFile(`${folder}/bench.json`, JSON.stringify({
  takenAt: new Date().toISOString(), quick: run.isQuick, node: process.version, cpus: cpus().length,
  rows: rows.map(row => ({ ...row, values: undefined, against: row.against?.name, n: row.values.length, median: median(row.values), p95: percentile(row.values, 0.95), ratio: ratioOf(row), met: isMet(row) })),
}, null, 1))
process.exit(failures.length > 0 ? 1 : 0)
