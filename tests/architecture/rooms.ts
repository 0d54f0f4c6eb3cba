/** A room of the house: a folder with one duty. `nowhere` is a file that has none. */
export type Room = string

const rooms: readonly (readonly [pattern: RegExp, room: (match: RegExpMatchArray) => Room])[] = [
  [/^package\.json$/, () => 'package'],
  [/^src\/shared\/(lib|domain|contract)\//, match => `shared/${match[1]}`],
  [/^src\/main\/index\.ts$/, () => 'main'],
  [/^src\/main\/(ipc|native|windows)\//, match => `main/${match[1]}`],
  [/^src\/preload\//, () => 'preload'],
  [/^src\/renderer\/features\/([^/]+)\//, match => `feature/${match[1]}`],
  [/^src\/renderer\/(app|parts|actions|replica|bridge|ui)\//, match => `renderer/${match[1]}`],
  [/^sync-server\/index\.ts$/, () => 'server/index'],
  [/^sync-server\/(app|record-routes|rounds)\.ts$/, () => 'server/app'],
  [/^sync-server\/vite\.config\.ts$/, () => 'server/build'],
  [/^sync-server\/connectors\/kit\//, () => 'server/connectors/kit'],
  [/^sync-server\/connectors\/([^/]+)\//, match => `server/connectors/${match[1]}`],
  [/^sync-server\/([^/]+)\//, match => `server/${match[1]}`],
]

export function roomOf(file: string): Room {
  for (const [pattern, room] of rooms) {
    const match = file.match(pattern)
    if (match) return room(match)
  }
  return 'nowhere'
}

const shared = ['shared/lib', 'shared/domain', 'shared/contract']
const featureArrows = ['renderer/parts', 'renderer/actions', 'renderer/replica', 'renderer/bridge', 'renderer/ui', ...shared, 'npm:*']

/** Which room may import from which. A trailing `*` stands for anything that follows. */
export const allowedArrows: Readonly<Record<Room, readonly string[]>> = new Proxy({
  'shared/lib': ['npm:uuid', 'npm:yjs', 'npm:media-captions', 'npm:libphonenumber-js', 'npm:temporal-polyfill', 'npm:zod'],
  'shared/domain': ['shared/lib', 'npm:zod'],
  'shared/contract': ['shared/domain', 'shared/lib', 'npm:zod'],
  main: ['main/*', ...shared, 'npm:electron', 'npm:electron-updater', 'npm:node:*'],
  'main/ipc': ['main/native', 'shared/contract', 'shared/lib', 'npm:electron', 'npm:zod'],
  'main/native': ['shared/lib', 'shared/contract', 'npm:electron', 'npm:electron-updater', 'npm:node:*', 'npm:zod'],
  'main/windows': ['main/native', 'shared/lib', 'npm:electron', 'npm:node:*', 'npm:zod'],
  preload: ['shared/contract', 'npm:electron'],
  'renderer/ui': ['npm:react', 'npm:react-dom', 'npm:react-aria-components', 'npm:lucide-react', 'npm:@tanstack/react-virtual'],
  'renderer/bridge': ['shared/contract', 'shared/lib', 'npm:zod'],
  'renderer/replica': [...shared, 'npm:*'],
  'renderer/parts': ['renderer/actions', 'renderer/replica', 'renderer/ui', ...shared, 'npm:*'],
  'renderer/actions': ['renderer/replica', 'renderer/ui', ...shared, 'npm:*'],
  'renderer/app': ['feature/*', 'renderer/*', ...shared, 'npm:*'],
  'server/index': ['server/*', 'package', ...shared, 'npm:*'],
  'server/app': ['server/*', ...shared, 'npm:*'],
  'server/build': ['npm:vite', 'npm:node:*'],
  'server/config': ['shared/lib', 'npm:zod', 'npm:node:*'],
  'server/http': ['shared/contract', 'shared/lib', 'server/config', 'npm:*'],
  'server/clock': [],
  'server/db': ['shared/lib', 'server/config', 'npm:*'],
  'server/backup': ['server/db', ...shared, 'npm:*'],
  'server/identity': ['server/db', 'server/http', ...shared, 'npm:*'],
  'server/files': ['server/db', 'server/http', 'server/identity', ...shared, 'npm:*'],
  'server/replication': ['server/clock', 'server/db', 'server/outbox', ...shared, 'npm:*'],
  'server/outbox': ['server/clock', 'server/db', 'server/http', 'server/identity', 'server/files', 'server/intake', 'server/connectors/*', ...shared, 'npm:*'],
  'server/api': ['server/db', 'server/http', 'server/identity', 'server/outbox', 'server/intake', 'server/connectors/*', ...shared, 'npm:*'],
  'server/intake': ['server/db', ...shared, 'npm:*'],
  'server/offers': ['server/clock', 'server/db', 'server/http', 'server/identity', 'server/files', ...shared, 'npm:*'],
  'server/messages': ['server/clock', 'server/db', ...shared, 'npm:*'],
  'server/surveys': ['server/clock', 'server/db', 'server/http', 'server/identity', 'server/messages', ...shared, 'npm:*'],
  'server/scheduling': ['server/clock', 'server/db', 'server/http', 'server/identity', 'server/replication', 'server/connectors/kit', ...shared, 'npm:*'],
  'server/booking-pages': ['server/db', 'server/http', 'server/identity', 'server/replication', ...shared, 'npm:*'],
  'server/summaries': ['server/db', 'server/http', 'server/identity', 'server/connectors/kit', ...shared, 'npm:*'],
  'server/connectors': ['server/connectors/*'],
  'server/connectors/kit': [...shared, 'npm:*'],
} as Record<string, readonly string[]>, {
  get(known, room: string) {
    if (room in known) return known[room]
    if (room.startsWith('feature/')) return featureArrows
    return room.startsWith('server/connectors/') ? ['server/connectors/kit', ...shared, 'npm:*'] : []
  },
})
