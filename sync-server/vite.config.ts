import { defineConfig } from 'vite'

/** Builds the server to one file; its dependencies stay in node_modules. */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    ssr: 'index.ts', outDir: '../out/server', emptyOutDir: true, target: 'node22', sourcemap: true, minify: false,
    rolldownOptions: { output: { entryFileNames: 'index.js', format: 'es' } },
  },
  ssr: { external: true },
})
