import { config } from 'zod'

// Zod looks whether it may compile its checks, by making a function from a text. The content policy forbids that, as it
// should; and to report where it was tried, the browser reads the whole program a second time before its first line has run.
config({ jitless: true })
