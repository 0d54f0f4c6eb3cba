/** What `--help` prints. */
export const helpText = `Shortlist sync server

  npm run server                     start the server
  npm run server -- backup FILE      write everything to a file; the server may be running on PostgreSQL
  npm run server -- restore FILE     put a backup back; laptops then give back what it lacks

Options
  --port, -p NUMBER    TCP port, 0 for a free one          (PORT; 4600)
  --host ADDRESS       address to listen on                (SHORTLIST_HOST; 127.0.0.1)
  --data FOLDER        where the embedded store is kept     (SHORTLIST_DATA; a folder of your user)
  --help, -h           this text

Environment
  DATABASE_URL          postgres://… puts the record on a PostgreSQL server; several servers may share it
  SHORTLIST_PUBLIC_URL  how people reach this server, e.g. https://hiring.example.com
  SMTP_URL              smtp://user:password@host:port; without it no e-mail is sent
  SMTP_FROM             the address mail comes from; otherwise the SMTP user
  SHORTLIST_MAIL_SECRET whsec_…, shared with a mail gateway that posts what comes to that address to /api/mail: answers
                        to invitations are then shown on the interview
  LOG_LEVEL             fatal, error, warn, info or debug
  TRUST_PROXY           true behind a proxy of your own that sets X-Forwarded-For
  SHORTLIST_SECRETS_KEY          32 bytes, base64 or hex: encrypts the keys of connections; otherwise the file secrets.key
                                 in the data folder, made at the first start. It is in no backup: keep it elsewhere too
  SHORTLIST_ALLOW_PRIVATE_HOSTS  hosts of your own network that connections may call, with commas between

Without DATABASE_URL the record is kept in an embedded PostgreSQL in the data folder: good for trying Shortlist out and
for one small team. It does not wait for the disk at each change: a power cut may take the last seconds back, and the
laptops then give them back. Use PostgreSQL for a company's record.
`

const sentences: Readonly<Record<string, (facts: Readonly<Record<string, unknown>>) => string>> = {
  'server.bad_arguments': facts => `That could not be understood: ${String(facts['hint'])}. See --help.`,
  'server.port_taken': facts => `Port ${String(facts['port'])} is taken by another program. Choose another with --port, or stop that program.`,
  'server.address_unknown': facts => `This machine has no address ${String(facts['host'])}. Choose another with --host.`,
  'server.port_forbidden': facts => `Port ${String(facts['port'])} may not be opened by this user. Choose one above 1023.`,
  'server.folder_locked': facts => `Another Shortlist server is using the folder ${String(facts['folder'])}. Stop it, or choose another folder with --data.`,
  'server.folder_unwritable': facts => `The folder ${String(facts['folder'])} cannot be written. Choose another with --data.`,
  'server.database_unreachable': () => 'The database in DATABASE_URL does not answer. Check the host and port, and that it is running.',
  'server.database_password': () => 'The database refused the user or password in DATABASE_URL.',
  'server.database_missing': () => 'The database named in DATABASE_URL does not exist. Create it, then start again.',
  'server.database_rights': () => 'The user in DATABASE_URL may not create tables and extensions there. Grant it CREATE on the database and on its schema.',
  'server.folder_lost': facts => `Another program took over the folder ${String(facts['folder'])}. This server stopped, so that nothing is ruined.`,
  'server.schema_newer': () => 'This database was used by a newer Shortlist server. Start that version; this one would not understand it.',
  'server.schema_changed': () => 'This database was prepared by a different build of Shortlist. Start the build it belongs to.',
  'server.backup_unreadable': () => 'That file is no Shortlist backup, or it is damaged. Nothing was changed.',
  'server.backup_exists': () => 'A file of that name exists already. Choose another name.',
  'server.backup_unwritable': () => 'That file cannot be written. Check that its folder exists and may be written.',
  'server.restore_other_workspace': () => 'This database holds another workspace. Restore into an empty one. Nothing was changed.',
}

/** One plain line for a failed start. */
export function explainStart(code: string, facts: Readonly<Record<string, unknown>>): string {
  return sentences[code]?.(facts) ?? 'The server stopped. The lines above say more.'
}
