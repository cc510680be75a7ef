import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Nothing is inlined as data: or blob:, so that the strict content policy of the server holds for what is built here.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // h3-js (60 KiB) does not say that loading it does nothing: every page would carry it.
    rolldownOptions: { treeshake: { moduleSideEffects: [{ test: /h3-js/, sideEffects: false }] } },
    sourcemap: false,
    manifest: true,
    chunkSizeWarningLimit: 1400,
  },
  server: { host: '127.0.0.1', proxy: { '/v1': 'http://127.0.0.1:7600' } },
})
