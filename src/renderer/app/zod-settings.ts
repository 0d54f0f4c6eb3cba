import { config } from 'zod'

// Zod looks whether it may compile its checks, by making a function from a text. The content policy forbids that, as it
// should, and each start would report a breach of it.
config({ jitless: true })
