import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** `npx vite tests/renderer/ui/gallery` shows every control in every state; it is not part of the product. */
export default defineConfig({ root: import.meta.dirname, plugins: [react()], build: { outDir: '../../../../out/gallery', emptyOutDir: true } })
