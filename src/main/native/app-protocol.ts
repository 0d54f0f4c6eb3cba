import type { Protocol } from 'electron'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

export const appScheme = 'app'
export const appHost = 'shortlist'
export const appStart = `${appScheme}://${appHost}/app/`
export const stoppedPage = `${appScheme}://${appHost}/stopped`

/** Must be handed to `protocol.registerSchemesAsPrivileged` before the app is ready. */
export const appSchemes = [{
  scheme: appScheme,
  // `standard` and `secure` give the page a real origin: IndexedDB, crypto.subtle and workers depend on it.
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
}]

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.map': 'application/json', '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8', '.pdf': 'application/pdf', '.bcmap': 'application/octet-stream', '.pfb': 'application/octet-stream',
  '.ttf': 'font/ttf', '.icc': 'application/vnd.iccprofile',
}

/**
 * What the page may do. The network is the one configured server.
 *
 * Two allowances beside 'self': styles may be inline, because react-aria and Tiptap add <style> elements at run time
 * (scripts may not); and WebAssembly may be compiled, because PDF.js decodes images of résumés with it.
 */
export function contentPolicy(serverOrigin: string | null): string {
  const server = serverOrigin === null ? '' : ` ${serverOrigin} ${serverOrigin.replace(/^http/, 'ws')}`
  return [
    "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self' 'unsafe-inline'", `connect-src 'self' blob:${server}`,
    "worker-src 'self' blob:", "img-src 'self' blob: data:", "font-src 'self'", "frame-src 'none'", "object-src 'none'",
    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
  ].join('; ')
}

/** The file below `root` that an address names; null when it is not ours or points outside. */
export function fileOfAddress(root: string, address: string): string | null {
  let url: URL
  let path: string
  try {
    url = new URL(address)
    path = decodeURIComponent(url.pathname)
  } catch {
    return null
  }
  if (url.protocol !== `${appScheme}:` || url.host !== appHost || !path.startsWith('/app/') || path.includes('\0') || path.includes('\\')) return null
  const file = normalize(join(root, path.slice('/app/'.length)))
  if (file !== root && !file.startsWith(root.endsWith(sep) ? root : root + sep)) return null
  // An address inside the app (/app/jobs/7) has no file of its own: the page itself finds its way.
  return extname(file) === '' ? join(root, 'index.html') : file
}

/** Serves the built renderer under `app://shortlist/app/`. `serverOrigin` is asked for each answer. */
export function serveApp(protocol: Pick<Protocol, 'handle'>, root: string, serverOrigin: () => string | null): void {
  protocol.handle(appScheme, async request => {
    const headers = {
      'content-security-policy': contentPolicy(serverOrigin()), 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers })
    if (request.url === stoppedPage) return new Response(stoppedHtml, { headers: { ...headers, 'content-type': types['.html']! } })
    const file = fileOfAddress(root, request.url)
    const type = file === null ? undefined : types[extname(file)]
    if (file === null || type === undefined) return new Response(null, { status: 404, headers })
    const bytes = await readFile(file).catch(() => null)
    if (bytes === null) return new Response(null, { status: 404, headers })
    return new Response(new Uint8Array(bytes), { headers: { ...headers, 'content-type': type } })
  })
}

const stoppedHtml = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shortlist stopped</title><style>
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:34rem;margin:15vh auto;padding:0 1.5rem}
a{display:inline-block;padding:.6rem 1.1rem;border-radius:.5rem;background:#4753d0;color:#fff;text-decoration:none}
a:focus-visible{outline:3px solid currentColor;outline-offset:3px}</style></head><body><main>
<h1>Shortlist stopped several times in a row</h1>
<p>Your work is kept on this computer. Close other programs if memory is short, then start the workstation again.</p>
<p><a href="${appStart}" autofocus>Start again</a></p></main></body></html>`
