import { createHash } from 'node:crypto'
import { join } from 'node:path'
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

const SERVICE = 'service.worker'
/** What loads later and does not belong to writing a report. */
const NOT_FOR_REPORTS =
  /web\/src\/(access|assessment|chart|incident|map|operation|release|situation)\/|web\/src\/(shell\/Study|report\/Imports)|-labels-es|node_modules/

/** Tells the service worker which files make the report form of this build work without a link, in every language. */
const fieldFiles: Plugin = {
  name: 'eirene-field-files',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler: (_, bundle) => {
      const files = new Set<string>()
      const take = (name: string): void => {
        const chunk = bundle[name]
        if (chunk?.type !== 'chunk' || files.has(`/${name}`)) return
        files.add(`/${name}`)
        for (const style of chunk.viteMetadata?.importedCss ?? []) files.add(`/${style}`)
        for (const each of chunk.imports) take(each)
        for (const each of chunk.dynamicImports) {
          const later = bundle[each]
          if (later?.type === 'chunk' && !NOT_FOR_REPORTS.test(later.facadeModuleId ?? later.moduleIds.at(-1) ?? ''))
            take(each)
        }
      }
      const page = bundle['index.html']
      const service = bundle[`${SERVICE}.js`]
      const entry = Object.values(bundle).find((each) => each.type === 'chunk' && each.isEntry && each !== service)
      if (page?.type !== 'asset' || service?.type !== 'chunk' || entry === undefined)
        throw new Error('the build has no page, or no service worker')
      take(entry.fileName)
      const list = JSON.stringify([...files])
      const version = createHash('sha256').update(list).update(page.source).digest('hex').slice(0, 16)
      service.code = service.code
        .replaceAll('EIRENE_FILES', () => list)
        .replaceAll('EIRENE_VERSION', JSON.stringify(version))
    },
  },
}

// Nothing is inlined as data: or blob:, so that the strict content policy of the server holds for what is built here.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), pureSchemas, parsedMessages, fieldFiles],
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
      output: {
        codeSplitting: { groups: [{ name: 'shell', tags: ['$initial'], test: (id) => !id.includes(SERVICE) }] },
        // A service worker rules the folder that it lies in, and is asked for by the same name in every version.
        entryFileNames: ({ name }) => (name === SERVICE ? '[name].js' : 'assets/[name]-[hash].js'),
      },
      input: {
        index: join(import.meta.dirname, 'index.html'),
        [SERVICE]: join(import.meta.dirname, 'src/shell/service.worker.ts'),
      },
    },
    sourcemap: false,
    manifest: true,
    chunkSizeWarningLimit: 1400,
  },
  server: { host: '127.0.0.1', proxy: { '/v1': 'http://127.0.0.1:7600' } },
})
