import { SMTPServer } from 'smtp-server'

export type Received = Readonly<{ to: string; /** As it came: headers, an empty line, the body. */ raw: string }>

export type MailServer = Readonly<{
  url: string
  /** What was taken, oldest first. */
  mailbox: Received[]
  /** The SMTP code that an address is refused with from now on; `null` takes all. */
  refuse: (code: ((address: string) => number | null) | null) => void
  stop: () => Promise<void>
}>

/** A mail server in this process, on a free port. */
export async function startMailServer(): Promise<MailServer> {
  const mailbox: Received[] = []
  let refusal: ((address: string) => number | null) | null = null
  const smtp = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      const code = refusal?.(address) ?? null
      done(code === null ? null : Object.assign(new Error('no'), { responseCode: code }))
    },
    onData(stream, session, done) {
      let raw = ''
      stream.on('data', chunk => { raw += String(chunk) })
      stream.on('end', () => {
        mailbox.push({ to: session.envelope.rcptTo[0]!.address, raw })
        done()
      })
    },
  })
  await new Promise<void>(ready => smtp.listen(0, '127.0.0.1', ready))
  const { port } = smtp.server.address() as { port: number }
  return { url: `smtp://127.0.0.1:${port}`, mailbox, refuse: code => { refusal = code }, stop: () => new Promise<void>(done => smtp.close(() => done())) }
}
