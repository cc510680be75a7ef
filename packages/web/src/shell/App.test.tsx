import axe from 'axe-core'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SessionProvider } from '../access/index.ts'
import { getJson, listenLive, Refusal } from '../edge/index.ts'
import { I18nProvider } from '../i18n/index.ts'
import { App } from './App.tsx'
import { keepKit, readKit } from './field-kit.ts'

const session = {
  personId: 'p',
  displayName: 'Amara Diallo',
  login: 'amara',
  csrfToken: 'token',
  isLocked: false,
  isShared: false,
  idleLockMinutes: 10,
  hasPassword: true,
  hasPasskey: false,
  wallboardUntil: null,
  operations: [],
}

type Reply = readonly [status: number, body: unknown]
let replies: Record<string, Reply>
let asked: string[]

function problem(code: string, status: number): Reply {
  return [status, { type: code, title: 'the server’s own words', status }]
}

beforeEach(() => {
  asked = []
  replies = { 'GET /v1/session': problem('access.sign_in_needed', 401) }
  vi.stubGlobal('matchMedia', () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }))
  vi.stubGlobal('fetch', (path: string, init?: RequestInit) => {
    asked.push(path)
    const [status, body] = replies[`${init?.method ?? 'GET'} ${path}`] ?? problem('record.not_found', 404)
    // Status 0 stands for a server that is not reached.
    if (status === 0) return Promise.reject(new TypeError('Failed to fetch'))
    return Promise.resolve(new Response(JSON.stringify(body), { status }))
  })
  // jsdom draws no modal dialogs; the attribute is what the browser would set.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function close() {
    this.open = false
  }
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function open(path: string, extra?: ReactNode): HTMLElement {
  history.replaceState(null, '', path)
  return render(
    <I18nProvider initial="en">
      <SessionProvider>
        {extra}
        <App />
      </SessionProvider>
    </I18nProvider>,
  ).container
}

/** Faults that axe can see without layout; contrast needs a browser and is looked at there. */
async function faultsOf(container: HTMLElement): Promise<readonly string[]> {
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
}

describe('home', () => {
  it('has two doors', async () => {
    const container = open('/')
    const run = await screen.findByRole('link', { name: /Run a mission/ })
    const study = screen.getByRole('link', { name: /Study missions/ })
    expect([run.getAttribute('href'), study.getAttribute('href')]).toEqual(['/run', '/study'])
    expect(await faultsOf(container)).toEqual([])
  })
})

describe('signing in', () => {
  it('says in the person’s words what was refused, and empties the password only', async () => {
    replies['POST /v1/session'] = problem('access.sign_in_refused', 401)
    const container = open('/sign-in')
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'amara' } })
    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'wrong' } })
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    expect((await screen.findByRole('alert')).textContent).toBe('Name or password is not right.')
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('amara')
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('')
    expect(await faultsOf(container)).toEqual([])
  })

  it('goes back to the address that asked for it, and never to another host', async () => {
    replies['POST /v1/session'] = [200, session]
    open('/sign-in?to=%2F%2Felsewhere.example%2F')
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'amara' } })
    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'right' } })
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    await waitFor(() => {
      expect(location.pathname).toBe('/run')
    })
    expect(location.hostname).toBe('localhost')
  })
})

describe('an invitation', () => {
  it('says for whom it is, and refuses two different passwords before anything is sent', async () => {
    replies['GET /v1/invitations/abc'] = [
      200,
      { displayName: 'Amara Diallo', login: 'amara', expiresAt: '2026-11-29T10:00:00Z' },
    ]
    const container = open('/invitation/abc')
    expect(await screen.findByText(/This link is for Amara Diallo/)).toBeTruthy()
    expect(await faultsOf(container)).toEqual([])
    fireEvent.change(screen.getByLabelText('New password'), { target: { value: 'one long password' } })
    fireEvent.change(screen.getByLabelText('The same again'), { target: { value: 'another password' } })
    fireEvent.click(screen.getByRole('button', { name: /Set password/ }))
    expect((await screen.findByRole('alert')).textContent).toContain('differ')
  })

  it('that was used says what to do', async () => {
    replies['GET /v1/invitations/old'] = problem('access.invitation_unknown', 404)
    open('/invitation/old')
    expect(await screen.findByText(/This link has been used/)).toBeTruthy()
  })
})

describe('the frame', () => {
  const member = {
    ...session,
    operations: [
      {
        ...{ operationId: 'o', slug: 'minusca', name: 'Stabilization mission', acronym: 'MINUSCA', realm: 'EXERCISE' },
        ...{ timeZone: 'Africa/Bangui', roles: ['ADM'], compartments: [], hasContent: false },
      },
    ],
  }

  it.each(['/run/minusca/account', '/run/minusca/people'])('keeps band, rail and person around %s', async (path) => {
    replies['GET /v1/session'] = [200, member]
    open(path)
    expect(await screen.findByRole('navigation', { name: 'Rooms' })).toBeTruthy()
    expect(screen.getByText('EXERCISE EXERCISE EXERCISE')).toBeTruthy()
    expect(screen.getByRole('button', { name: /Person/ })).toBeTruthy()
    expect(await screen.findByRole('heading', { level: 1 })).toBeTruthy()
  })

  it('leads by its rail to the rooms whose work is done, and to no other', async () => {
    replies['GET /v1/session'] = [200, member]
    open('/run/minusca/people')
    const rail = await screen.findByRole('navigation', { name: 'Rooms' })
    expect([...rail.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual([
      '/run/minusca/report',
      '/run/minusca/incident',
      '/run/minusca/situation',
    ])
  })
})

describe('a wallboard', () => {
  const wall = {
    ...session,
    wallboardUntil: '2026-11-25T05:30:00Z',
    operations: [
      {
        operationId: 'o',
        slug: 'minusca',
        name: 'Stabilization mission',
        acronym: 'MINUSCA',
        realm: 'LIVE',
        timeZone: 'Africa/Bangui',
        roles: [],
        compartments: [],
        hasContent: true,
      },
    ],
  }

  it.each(['/', '/run', '/account', '/run/minusca/people', '/run/minusca/incident', '/run/minusca/situation/releases'])(
    'shows at %s the picture, and offers nothing that would be refused and no person',
    async (path) => {
      replies['GET /v1/session'] = [200, wall]
      replies['GET /v1/operations/minusca'] = problem('access.wallboard', 403)
      open(path)
      expect(await screen.findByText('MINUSCA')).toBeTruthy()
      await waitFor(() => {
        expect(location.pathname).toBe('/run/minusca/situation')
      })
      expect(screen.queryByText('Amara Diallo')).toBeNull()
      expect(screen.queryByRole('navigation', { name: 'Rooms' })).toBeNull()
      expect(screen.queryByRole('button', { name: 'MINUSCA' })).toBeNull()
      expect(asked).not.toContain('/v1/operations/minusca/inbox?queue=none')
    },
  )
})

describe('a device without a link', () => {
  const kit = {
    personId: 'p',
    operation: {
      id: 'o',
      slug: 'minusca',
      name: 'Stabilization mission',
      acronym: 'MINUSCA',
      realm: 'LIVE',
      timeZone: 'Africa/Bangui',
      hostCountriesIso3: ['CAF'],
      libraryId: null,
      geography: null,
      bounds: [14, 2, 27, 11],
    },
  } as const
  beforeEach(() => {
    localStorage.clear()
    keepKit(kit)
  })

  it('opens the report form from what it kept, and keeps it open when the server says that nobody is signed in', async () => {
    replies['GET /v1/session'] = [0, null]
    open('/run/minusca/report/new')
    expect(await screen.findByRole('heading', { name: 'New report' })).toBeTruthy()
    fireEvent.change(screen.getByLabelText('Callsign or code'), { target: { value: 'PTL-N-04' } })
    replies['GET /v1/session'] = problem('access.sign_in_needed', 401)
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText(/You are signed out/)).toBeTruthy()
    expect(screen.getByLabelText<HTMLInputElement>('Callsign or code').value).toBe('PTL-N-04')
    expect(readKit('minusca')).toBeUndefined()
  })

  it('leads to the form from any other address', async () => {
    replies['GET /v1/session'] = [0, null]
    open('/run/minusca/situation')
    const link = await screen.findByRole('link', { name: 'Write a report for MINUSCA' })
    expect(link.getAttribute('href')).toBe('/run/minusca/report/new')
  })

  it('keeps no rectangle that is drawn from records', () => {
    expect(readKit('minusca')?.operation.bounds).toBeNull()
  })

  it('forgets what it kept once the server says that the session has ended, although the page stays', async () => {
    replies['GET /v1/session'] = [200, session]
    open('/')
    await screen.findByText(/Signed in as Amara/)
    expect(readKit('minusca')).toBeDefined()
    replies['GET /v1/anything'] = problem('access.sign_in_needed', 401)
    await expect(getJson('/v1/anything')).rejects.toBeInstanceOf(Refusal)
    expect(await screen.findByText('Your session has ended')).toBeTruthy()
    expect(readKit('minusca')).toBeUndefined()
  })

  it.each([
    ['is locked', { ...session, isLocked: true }],
    ['stands where others pass', { ...session, isShared: true }],
    ['is another person’s', { ...session, personId: 'q' }],
  ])('forgets what it kept when the session %s', async (_, now) => {
    replies['GET /v1/session'] = [200, now]
    open('/')
    await waitFor(() => {
      expect(readKit('minusca')).toBeUndefined()
    })
  })
})

describe('a session that ends', () => {
  it('is noticed as soon as the live stream breaks, and a lost link alone leaves the page as it is', async () => {
    const streams: EventTarget[] = []
    class Stream extends EventTarget {
      readonly close = (): void => undefined
      constructor() {
        super()
        streams.push(this)
      }
    }
    vi.stubGlobal('EventSource', Stream)
    replies['GET /v1/session'] = [200, session]
    open('/')
    await screen.findByText(/Signed in as Amara/)
    const stop = listenLive('/v1/operations/minusca/live', 'changed', () => undefined)
    const breakStream = (): void => {
      streams[0]?.dispatchEvent(new Event('error'))
    }
    replies['GET /v1/session'] = [0, null]
    breakStream()
    await waitFor(() => {
      expect(asked.filter((path) => path === '/v1/session')).toHaveLength(2)
    })
    expect(screen.getByText(/Signed in as Amara/)).toBeTruthy()
    expect(screen.queryByText('Your session has ended')).toBeNull()
    replies['GET /v1/session'] = problem('access.sign_in_needed', 401)
    breakStream()
    expect(await screen.findByText('Your session has ended')).toBeTruthy()
    stop()
  })

  it('asks the same person to sign in over the page, which keeps what was typed', async () => {
    replies['GET /v1/session'] = [200, session]
    open('/', <textarea aria-label="note" defaultValue="half a rep" />)
    await screen.findByText(/Signed in as Amara/)
    fireEvent.change(screen.getByLabelText('note'), { target: { value: 'half a report' } })
    replies['GET /v1/anything'] = problem('access.sign_in_needed', 401)
    await expect(getJson('/v1/anything')).rejects.toBeInstanceOf(Refusal)
    expect(await screen.findByText('Your session has ended')).toBeTruthy()
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('amara')
    replies['POST /v1/session'] = [200, session]
    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'right' } })
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    await waitFor(() => {
      expect(screen.queryByText('Your session has ended')).toBeNull()
    })
    expect(screen.getByLabelText<HTMLTextAreaElement>('note').value).toBe('half a report')
  })
})
