import react from '@vitejs/plugin-react'
import { IntlMessageFormat } from 'intl-messageformat'
import { defineConfig, type Plugin } from 'vite'
import { isPlain } from './src/i18n/messages.ts'

/**
 * Says to the bundler what it cannot see: that building a schema does nothing else. A page that takes a path from a contract
 * then carries neither the schemas beside it nor zod.
 */
const pureSchemas: Plugin = {
  name: 'eirene-pure-schemas',
  enforce: 'post',
  transform: {
    filter: { id: /packages\/domain\/src\//, code: /zod\/mini/ },
    handler: (code) => ({ code: code.replaceAll(/(?<![\w$.])z\.(?=\w+[.(])/g, '/* @__PURE__ */ z.'), map: null }),
  },
}

/** Parses the messages at the build, so that no browser loads the parser, which weighs more than all that it is needed for. */
const parsedMessages: Plugin = {
  name: 'eirene-parsed-messages',
  apply: 'build',
  enforce: 'pre',
  config: () => ({
    resolve: { alias: { '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js' } },
  }),
  transform: {
    filter: { id: /src\/i18n\/[a-z]{2}\.json$/ },
    handler: (text) => {
      const catalogue: Readonly<Record<string, string>> = JSON.parse(text)
      const parsed = Object.entries(catalogue).map(([key, message]) => [
        key,
        isPlain(message) ? message : new IntlMessageFormat(message, 'en').getAst(),
      ])
      return { code: JSON.stringify(Object.fromEntries(parsed)), map: null }
    },
  },
}

// Nothing is inlined as data: or blob:, so that the strict content policy of the server holds for what is built here.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), pureSchemas, parsedMessages],
  worker: { format: 'es', plugins: () => [pureSchemas] },
  build: {
    target: 'es2023',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // h3-js (60 KiB) does not say that loading it does nothing: every page would carry it.
    rolldownOptions: {
      treeshake: { moduleSideEffects: [{ test: /h3-js/, sideEffects: false }] },
      // What every page loads is one file: many small ones would be asked for, and packed, each alone.
      output: { codeSplitting: { groups: [{ name: 'shell', tags: ['$initial'] }] } },
    },
    sourcemap: false,
    manifest: true,
    chunkSizeWarningLimit: 1400,
  },
  server: { host: '127.0.0.1', proxy: { '/v1': 'http://127.0.0.1:7600' } },
})
