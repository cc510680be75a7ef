import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const ORIGIN = 'https://room.example.org'
const FILES = ['/assets/index-1.js', '/assets/form-1.js']

type Handler = (event: unknown) => void

/** As much of the browser as a service worker sees: caches by name in the order they were opened, and a network. */
class Device {
  readonly caches = new Map<string, Map<string, Response>>()
  readonly handlers = new Map<string, Handler>()
  network: (path: string) => Promise<Response> = () => Promise.reject(new TypeError('no link'))

  readonly open = (name: string): Promise<unknown> => {
    const files = this.caches.get(name) ?? new Map<string, Response>()
    this.caches.set(name, files)
    const put = (key: string | { readonly url: string }, answer: Response): Promise<void> => {
      files.set(pathOf(key), answer)
      return Promise.resolve()
    }
    const addAll = async (paths: readonly string[]): Promise<void> => {
      for (const path of paths) files.set(path, await this.network(path))
    }
    return Promise.resolve({ put, addAll })
  }

  async install(): Promise<void> {
    await this.tell('install')
    await this.tell('activate')
  }

  async tell(kind: string): Promise<void> {
    let done: Promise<unknown> = Promise.resolve()
    this.handlers.get(kind)!({ waitUntil: (work: Promise<unknown>) => (done = work) })
    await done
  }

  /** The text that a request is answered with; null when it goes its way as without a service worker. */
  async ask(path: string, { method = 'GET', mode = 'cors' } = {}): Promise<string | null> {
    let answer: Promise<Response> | undefined
    const request = { url: ORIGIN + path, method, mode }
    this.handlers.get('fetch')!({ request, respondWith: (given: Promise<Response>) => (answer = given) })
    return answer === undefined ? null : (await answer).clone().text()
  }
}

function pathOf(key: string | { readonly url: string }): string {
  return typeof key === 'string' ? key : new URL(key.url).pathname
}

/** A server with a build of this number. */
function serverOf(build: number): Device['network'] {
  return (path) =>
    Promise.resolve(new Response(path.startsWith('/assets/') ? path : `page with /assets/index-${build}.js`))
}

let device: Device

beforeEach(async () => {
  device = new Device()
  vi.stubGlobal('EIRENE_FILES', FILES)
  vi.stubGlobal('EIRENE_VERSION', 'one')
  vi.stubGlobal('self', {
    location: { origin: ORIGIN },
    addEventListener: (kind: string, handler: Handler) => device.handlers.set(kind, handler),
    skipWaiting: () => Promise.resolve(),
    clients: { claim: () => Promise.resolve() },
  })
  vi.stubGlobal('fetch', (request: string | { readonly url: string }) => device.network(pathOf(request)))
  vi.stubGlobal('caches', {
    open: device.open,
    keys: () => Promise.resolve([...device.caches.keys()]),
    delete: (name: string) => Promise.resolve(device.caches.delete(name)),
    match: (key: string | { readonly url: string }, { cacheName }: { readonly cacheName?: string }) => {
      const within = cacheName === undefined ? [...device.caches.values()] : [device.caches.get(cacheName)]
      return Promise.resolve(within.map((files) => files?.get(pathOf(key))).find((found) => found !== undefined))
    },
  })
  vi.resetModules()
  await import('./service.worker.ts')
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('the service worker', () => {
  it('answers without a link with the page and the files that it kept, at every address of a page', async () => {
    device.network = serverOf(1)
    await device.install()
    device.network = () => Promise.reject(new TypeError('no link'))
    expect(await device.ask('/run/minusca/report/new', { mode: 'navigate' })).toBe('page with /assets/index-1.js')
    expect(await device.ask('/assets/form-1.js')).toBe('/assets/form-1.js')
  })

  it('touches neither what the programming interface says, nor what is sent, nor files that are asked for as such', async () => {
    device.network = serverOf(1)
    await device.install()
    expect(await device.ask('/v1/session')).toBeNull()
    expect(await device.ask('/v1/operations/minusca/sitreps/1.html', { mode: 'navigate' })).toBeNull()
    expect(await device.ask('/assets/form-1.js', { method: 'POST' })).toBeNull()
    expect(await device.ask('/icon.svg')).toBeNull()
  })

  it('gives the page as the server has it now, and the kept one when a gateway answers for the server', async () => {
    device.network = serverOf(1)
    await device.install()
    device.network = serverOf(2)
    expect(await device.ask('/', { mode: 'navigate' })).toBe('page with /assets/index-2.js')
    device.network = () => Promise.resolve(new Response('bad gateway', { status: 502 }))
    expect(await device.ask('/', { mode: 'navigate' })).toBe('page with /assets/index-1.js')
  })

  it('waits four seconds for a link that neither answers nor breaks', async () => {
    device.network = serverOf(1)
    await device.install()
    vi.useFakeTimers()
    device.network = () => new Promise(() => undefined)
    const answer = device.ask('/', { mode: 'navigate' })
    await vi.advanceTimersByTimeAsync(4_000)
    expect(await answer).toBe('page with /assets/index-1.js')
  })

  it('keeps no page of another version with its files', async () => {
    device.network = serverOf(2)
    await expect(device.tell('install')).rejects.toThrow('another version')
    expect(device.caches.size).toBe(0)
  })

  it('keeps nothing of a version whose files did not all come', async () => {
    device.network = (path) =>
      path === FILES[1] ? Promise.reject(new TypeError('the link is lost')) : serverOf(1)(path)
    await expect(device.tell('install')).rejects.toThrow('the link is lost')
    expect(device.caches.size).toBe(0)
  })

  it('leaves the files of the version before to pages that are still open, and takes away older ones', async () => {
    await device.open('eirene-program-older')
    await device.open('eirene-program-before')
    await device.open('of another program')
    device.network = serverOf(1)
    await device.install()
    expect([...device.caches.keys()]).toEqual(['eirene-program-before', 'of another program', 'eirene-program-one'])
  })
})
