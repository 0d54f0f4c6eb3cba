/** RxDB's client imports `ws`; in a browser that is the browser's own. */
export const WebSocket = globalThis.WebSocket
/** Named by RxDB's server half, which no page uses. */
export const WebSocketServer = null
