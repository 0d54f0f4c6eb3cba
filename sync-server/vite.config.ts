import { defineConfig } from 'vite'

/** Builds the server to one file, and one for the thread that reads calendars; dependencies stay in node_modules. */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    ssr: true, outDir: '../out/server', emptyOutDir: true, target: 'node22', sourcemap: true, minify: false,
    rolldownOptions: {
      input: { index: 'index.ts', 'busy-worker': 'connectors/ics/busy-worker.ts' },
      output: { entryFileNames: '[name].js', format: 'es' },
    },
  },
  ssr: { external: true },
})
