import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Everything but Electron itself is bundled, so that an installer needs no node_modules. */
const bundled = { sourcemap: true, externalizeDeps: false, target: 'node24' } as const

/** electron-vite sets a relative base for every build of a renderer; ours is served from one place, and says so last. */
const servedBase: Plugin = { name: 'served-base', enforce: 'post', config: config => { config.base = '/app/' } }

/**
 * The style sheets of `ui` and `parts` go into cascade layers of their name. Chunks arrive in the order in which screens
 * are opened, so that between rules of one weight the order of loading would decide.
 */
const cascadeLayers: Plugin = {
  name: 'cascade-layers', enforce: 'pre',
  transform(code, id) {
    const layer = /src\/renderer\/(ui|parts)\/.*\.module\.css$/.exec(id.split('?')[0] ?? '')?.[1]
    return layer === undefined ? null : { code: `@layer base, ui, parts;\n@layer ${layer} {\n${code}\n}\n`, map: null }
  },
}

/**
 * What the home screen is made of is asked for with the page, not when the program has been read; and `early.ts` runs
 * before the program is here.
 */
const earlyRequests: Plugin = {
  name: 'early-requests',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle = {} }) {
      const chunks = Object.values(bundle).filter(file => file.type === 'chunk')
      const early = chunks.find(chunk => chunk.name === 'early')
      const home = chunks.find(chunk => chunk.facadeModuleId?.endsWith('/pipeline/job-board-screen.tsx'))
      if (!early || !home) throw new Error('the early script or the home screen is not in the build')
      const whole = [home.fileName, ...home.imports]
      const styles = chunks.filter(chunk => whole.includes(chunk.fileName) && !chunk.isEntry).flatMap(chunk => [...chunk.viteMetadata?.importedCss ?? []])
      return [
        { tag: 'script', attrs: { type: 'module', async: true, crossorigin: true, src: `/app/${early.fileName}` }, injectTo: 'head' },
        ...whole.filter(file => !html.includes(file)).map(file => ({ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/app/${file}` }, injectTo: 'head' as const })),
        ...[...new Set(styles)].filter(file => !html.includes(file)).map(file => ({ tag: 'link', attrs: { rel: 'preload', as: 'style', crossorigin: true, href: `/app/${file}` }, injectTo: 'head' as const })),
      ]
    },
  },
}

/** The design system, what it is made of, and the pieces of screens: small each, and most of them on every screen. */
const sharedParts = /src\/renderer\/(ui|parts|actions|replica)\/|node_modules\/(react-aria|react-stately|@react-aria|@react-stately|@internationalized|@tanstack|lucide-react|rxjs)/

export default defineConfig({
  main: {
    build: {
      ...bundled, outDir: 'out/main',
      rollupOptions: { input: at('src/main/index.ts'), external: ['electron'], output: { format: 'es' } },
    },
  },
  preload: {
    build: {
      ...bundled, outDir: 'out/preload',
      // A sandboxed preload is loaded as one CommonJS file.
      rollupOptions: { input: at('src/preload/index.ts'), external: ['electron'], output: { format: 'cjs', entryFileNames: 'index.cjs' } },
    },
  },
  renderer: {
    root: at('src/renderer'),
    publicDir: at('resources/web'),
    // The same path on the server (https://host/app/) and in the shell (app://shortlist/app/), so that an address deep
    // inside the app still finds its scripts. A relative base would look for them beside the deep address.
    plugins: [servedBase, cascadeLayers, earlyRequests, react(), ...VitePWA({
      // Registered by src/renderer/bridge/keep-page-offline.ts on the web only; the shell has its files already.
      injectRegister: null,
      registerType: 'prompt',
      filename: 'sw.js',
      workbox: {
        globPatterns: ['**/*.{html,js,mjs,css,wasm,woff2,svg,png,webmanifest}'],
        maximumFileSizeToCacheInBytes: 12 * 1024 * 1024,
        navigateFallback: '/app/index.html',
        cleanupOutdatedCaches: true,
        sourcemap: false,
      },
      manifest: {
        id: '/app/', name: 'Shortlist', short_name: 'Shortlist', description: 'Hiring that works with no network.',
        start_url: '/app/', scope: '/app/', display: 'standalone', background_color: '#ffffff', theme_color: '#2f4bd8',
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    })],
    worker: { format: 'es' },
    build: {
      outDir: at('out/renderer'), emptyOutDir: true, sourcemap: true, target: 'chrome126',
      // electron-vite leaves the page as it is written: more than twice as much to read at every start.
      minify: 'oxc',
      rollupOptions: {
        input: { index: at('src/renderer/index.html'), early: at('src/renderer/app/early.ts') },
        // A request costs a start more than the bytes it brings (the service worker answers each): what the first
        // screen always needs is one script, and the parts that screens share are another, not ninety.
        output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'], test: /^(?!.*\/app\/early\.ts)/, priority: 2 }, { name: 'parts', test: sharedParts, minShareCount: 2, priority: 1 }] } },
      },
    },
  },
})
