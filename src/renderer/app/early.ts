/**
 * Runs before the program is here. The first question to IndexedDB in a new browser process takes as long as reading the
 * program does: it is asked at once, so that both go on together. Nothing is opened, made or changed by it.
 */
void globalThis.indexedDB?.databases?.().catch(() => undefined)
