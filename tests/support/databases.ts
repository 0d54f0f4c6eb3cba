import { readFile } from 'node:fs/promises'
import { Client } from 'pg'
import type { Database } from '#server/db/database'
import { openDatabase } from '#server/db/open-database'
import { migrate } from '#server/db/migrate'
import { openEmbedded } from '#server/db/embedded-database'
import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'

/** A fresh, migrated, empty database and how to be rid of it. */
export type OpenedStore = Readonly<{ db: Database; url: string | null; close(): Promise<void> }>
export type Store = Readonly<{ name: string; open(): Promise<OpenedStore> }>

let seed: Promise<Blob> | null = null

/** A migrated PGlite as a file: loading it is much faster than migrating again. */
async function makeSeed(): Promise<Blob> {
  const made = process.env['TEST_PGLITE_SEED']
  return made ? new Blob([await readFile(made)]) : makePgliteSeed()
}

/** The seed itself; the whole run shares one, made in `global-setup.ts`. */
export async function makePgliteSeed(): Promise<Blob> {
  const pglite = await PGlite.create({ extensions: { btree_gist } })
  await migrate({
    kind: 'embedded', query: async (text, params = []) => (await pglite.query(text, [...params])).rows as never,
    transaction: work => pglite.transaction(tx => work({ query: async (text, params = []) => (await tx.query(text, [...params])).rows as never })),
    script: () => Promise.reject(new Error('not needed')), listen: () => Promise.reject(new Error('not needed')), close: () => pglite.close(),
  })
  const dump = await pglite.dumpDataDir('none')
  await pglite.close()
  return dump
}

async function openPglite(): Promise<OpenedStore> {
  seed ??= makeSeed()
  const db = await openEmbedded('memory', await seed)
  return { db, url: null, close: () => db.close() }
}

let template: Promise<string> | null = null
let counter = 0

async function onServer(text: string): Promise<void> {
  const client = new Client({ connectionString: process.env['TEST_POSTGRES_URL'] })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}

function urlOf(database: string): string {
  const url = new URL(String(process.env['TEST_POSTGRES_URL']))
  url.pathname = `/${database}`
  return url.href
}

/** One migrated database a test process, from which each test's is cloned. */
async function makeTemplate(): Promise<string> {
  const name = `template_${process.pid}_${Date.now()}`
  await onServer(`create database ${name}`)
  const db = await openDatabase({ kind: 'postgresql', url: urlOf(name) })
  await migrate(db)
  await db.close()
  return name
}

async function openPostgres(): Promise<OpenedStore> {
  template ??= makeTemplate()
  counter += 1
  const name = `test_${process.pid}_${Date.now()}_${counter}`
  await onServer(`create database ${name} template ${await template}`)
  const url = urlOf(name)
  const db = await openDatabase({ kind: 'postgresql', url })
  return {
    db, url,
    close: async () => {
      await db.close()
      await onServer(`drop database ${name} with (force)`)
    },
  }
}

/** Every store the server runs on. A behaviour that holds on one and not on the other is a defect. */
export const stores: readonly Store[] = [
  { name: 'PGlite', open: openPglite },
  { name: 'PostgreSQL', open: openPostgres },
]
