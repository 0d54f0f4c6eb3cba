import type { FastifyInstance } from 'fastify'
import type { Database } from './db/database.ts'
import { Rounds } from './clock/rounds.ts'
import type { RecordPort } from './identity/port.ts'
import { Postman, type Transport } from './messages/postman.ts'
import { ReminderRounds } from './messages/reminder-rounds.ts'
import { OfferClock } from './offers/offer-clock.ts'
import { TrainingRounds } from './scheduling/training-rounds.ts'
import { AlternativeRounds } from './replication/alternatives/alternative-rounds.ts'
import { forgetStrayFiles } from './replication/erasure/forget-files.ts'
import { eraseDue } from './replication/erasure/for-good.ts'
import type { Committed } from './replication/push.ts'
import { SurveyRounds } from './surveys/survey-rounds.ts'

/** What the rounds need: the store, the record they write to, and the line to the mail server where there is one. */
export type RoundsParts = Readonly<{ db: Database; record: RecordPort; now: () => number; transport: Transport | null; publicUrl: () => string; committed: (workspaceId: string, what: Committed) => void }>

/** All that happens because time passes: reminders, questions, messages that leave, offers that end. They stop before the server does. */
export function startRounds(app: FastifyInstance, parts: RoundsParts): void {
  remind(app, parts)
  askSurveys(app, parts)
  sendMessages(app, parts)
  watchOffers(app, parts)
  followTraining(app, parts)
  eraseCandidates(app, parts)
  seekFreeTimes(app, parts)
}

/** Queued messages leave when their time has come, and laptops know whether the server can send any. */
function sendMessages(app: FastifyInstance, { db, record, now, transport }: RoundsParts): void {
  const canSend = transport !== null
  app.addHook('onReady', async () => {
    const workspaces = await db.query<{ id: string }>('select id from workspaces')
    for (const { id } of workspaces) {
      const announce = await db.transaction(tx => record.write(id, null, [{ collection: 'settings', id, content: { capabilities: { email: canSend } } }], tx))
      announce()
    }
  })
  if (transport === null) return
  const postman = new Postman({
    db, transport, now, onFailure: cause => app.log.error({ err: cause }, 'sending messages failed'),
    deliveries: { write: (workspaceId, id, delivery, tx) => record.write(workspaceId, null, [{ collection: 'messages', id, content: { delivery } }], tx) },
  })
  app.addHook('onReady', async () => postman.start())
  app.addHook('preClose', () => postman.stop())
}

/** Interviews that come up and cards that are owed; due dates are kept also where no e-mail can be sent. */
function remind(app: FastifyInstance, { db, transport, record, publicUrl, now }: RoundsParts): void {
  const rounds = new ReminderRounds({
    db, transport, publicUrl, now, onFailure: cause => app.log.error({ err: cause }, 'reminding failed'),
    deadlines: { write: (workspaceId, rows, tx) => record.write(workspaceId, null, rows.map(({ id, dueAtMs }) => ({ collection: 'scorecards', id, content: { dueAtMs } })), tx) },
  })
  app.addHook('onReady', async () => rounds.start())
  app.addHook('preClose', () => rounds.stop())
}

/** Questions to candidates and hiring managers, for workspaces that want them. */
function askSurveys(app: FastifyInstance, { db, transport, publicUrl, now }: RoundsParts): void {
  if (transport === null) return
  const rounds = new SurveyRounds({ db, transport, publicUrl, now, onFailure: cause => app.log.error({ err: cause }, 'asking failed') })
  // Once it listens: a link needs the address.
  app.addHook('onListen', async () => rounds.start())
  app.addHook('preClose', () => rounds.stop())
}

/** Offers end by the calendar, also when nobody looks at them. */
function watchOffers(app: FastifyInstance, { db, record, now }: RoundsParts): void {
  const clock = new OfferClock({
    db, now, onFailure: cause => app.log.error({ err: cause }, 'looking after offers failed'),
    offers: { write: (workspaceId, id, content, tx) => record.write(workspaceId, null, [{ collection: 'offers', id, content }], tx) },
  })
  app.addHook('onReady', async () => clock.start())
  app.addHook('preClose', () => clock.stop())
}

/** Trainees go on when they have done what is asked of them. */
function followTraining(app: FastifyInstance, { db, record, now }: RoundsParts): void {
  const rounds = new TrainingRounds({ db, record, now, onFailure: cause => app.log.error({ err: cause }, 'following training failed') })
  app.addHook('onReady', async () => rounds.start())
  app.addHook('preClose', () => rounds.stop())
}

/** Candidates whose erasure can no longer be taken back go for good, and files that nobody lists with them. */
function eraseCandidates(app: FastifyInstance, { db, now, committed }: RoundsParts): void {
  const onFailure = (cause: unknown): void => app.log.error({ err: cause }, 'erasing failed')
  const people = new Rounds(() => eraseDue(db, now(), committed), { everyMs: 60_000, onFailure })
  const files = new Rounds(() => forgetStrayFiles(db, now()), { everyMs: 3_600_000, onFailure })
  for (const rounds of [people, files]) {
    app.addHook('onReady', async () => {
      rounds.start()
      void rounds.run()
    })
    app.addHook('preClose', () => rounds.stop())
  }
}

/** What is free instead of bookings that were refused. */
function seekFreeTimes(app: FastifyInstance, { db, now, committed }: RoundsParts): void {
  const rounds = new AlternativeRounds({ db, now, committed, onFailure: cause => app.log.error({ err: cause }, 'looking for free times failed') })
  app.addHook('onReady', () => rounds.start())
  app.addHook('preClose', () => rounds.stop())
}
