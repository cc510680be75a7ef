/// <reference lib="webworker" />

// Keeps the program's own files on the device, so that its pages open without a link (ADR 0023). It never touches data: what
// the programming interface says is neither kept nor answered here.

declare const self: ServiceWorkerGlobalScope
/** Written in by the build (`vite.config.ts`): the entry first, then what the report form needs in every language. */
declare const EIRENE_FILES: readonly string[]
/** Written in by the build: other for every build. */
declare const EIRENE_VERSION: string

const FILES = EIRENE_FILES
const PREFIX = 'eirene-program-'
const CACHE = PREFIX + EIRENE_VERSION
/** One page stands for every address. */
const PAGE = '/'
/** How long a page waits for a link that neither answers nor breaks. */
const PATIENCE_MS = 4_000

/** All of this version or nothing: the page of another version, in the moment of an upgrade, is not kept with these files. */
async function keepProgram(): Promise<void> {
  const page = await fetch(PAGE, { cache: 'reload' })
  if (!page.ok || !(await page.clone().text()).includes(FILES[0] ?? '')) throw new Error('another version')
  const cache = await caches.open(CACHE)
  try {
    await cache.addAll(FILES)
    await cache.put(PAGE, page)
  } catch (error) {
    // What is half would be taken for the version before, and the files of pages that are open would go in its stead.
    await caches.delete(CACHE)
    throw error
  }
  await self.skipWaiting()
}

/** Takes over at once. The files of the version before stay, for pages that are still open. */
async function takeOver(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE)
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)))
  await self.clients.claim()
}

/** The page as the server has it now; the kept one where there is no answer in time, or a gateway answers for it. */
async function pageOf(request: Request): Promise<Response> {
  const kept = await caches.match(PAGE, { cacheName: CACHE, ignoreVary: true })
  if (kept === undefined) return fetch(request)
  const fresh = fetch(request).then(
    (answer) => (answer.status >= 500 ? kept : answer),
    () => kept,
  )
  const late = new Promise<Response>((resolve) => {
    setTimeout(() => {
      resolve(kept)
    }, PATIENCE_MS)
  })
  return Promise.race([fresh, late])
}

/** A file whose name holds its hash: never another content under the same name. */
async function fileOf(request: Request): Promise<Response> {
  const kept = await caches.match(request, { ignoreVary: true })
  if (kept !== undefined) return kept
  const answer = await fetch(request)
  if (answer.status === 200) await (await caches.open(CACHE)).put(request, answer.clone())
  return answer
}

self.addEventListener('install', (event) => {
  event.waitUntil(keepProgram())
})
self.addEventListener('activate', (event) => {
  event.waitUntil(takeOver())
})
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin || pathname.startsWith('/v1/')) return
  if (pathname.startsWith('/assets/')) event.respondWith(fileOf(request))
  else if (request.mode === 'navigate' && !/\.[a-z0-9]+$/i.test(pathname)) event.respondWith(pageOf(request))
})
