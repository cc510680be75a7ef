import { setTimeout as pause } from 'node:timers/promises'
import type { SessionView } from '@eirene/domain/access'
import { Problem } from '@eirene/domain/problem'
import { CSRF_HEADER } from '../edge/index.ts'

/** A player of a replay, signed in over the interface as everybody else. */
export interface Player {
  readonly get: <T>(path: string) => Promise<T>
  /** What the server answered, or undefined when it refused: others were first, or the record is not for this player. */
  readonly act: <T>(
    method: 'POST' | 'PUT',
    path: string,
    body: Readonly<Record<string, unknown>>,
  ) => Promise<T | undefined>
}

/** Where the players play. */
export interface Stage {
  /** `http://127.0.0.1:4317`. */
  readonly address: string
  readonly slug: string
}

/** The address of a route in the operation that is played into. */
export function pathIn({ slug }: Stage, path: string, id = ''): string {
  return path.replace(':slug', slug).replace(':id', id)
}

const BUSY_MS = 1_000

/**
 * Comes in by a one-time link. Every request that the server has no time for is sent again. Throws Problem
 * 'environment.server_unreachable' when nothing answers there, 'input.invalid' when it answers something else than Eirene.
 */
export async function enterAsPlayer(stage: Stage, path: string, password: string): Promise<Player> {
  const token = path.slice(path.lastIndexOf('/') + 1)
  const reply = await ask(stage, `/v1/invitations/${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ password }),
  })
  if (!reply.ok) throw await refusal(reply)
  const cookie = reply.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const { csrfToken } = (await reply.json()) as SessionView // Eirene's own answer
  const headers = { cookie, [CSRF_HEADER]: csrfToken, 'content-type': 'application/json' }
  return {
    get: async <T>(at: string) => {
      const answer = await ask(stage, at, { headers: { cookie } })
      if (!answer.ok) throw await refusal(answer)
      return (await answer.json()) as T // the contract of the route
    },
    act: async <T>(method: 'POST' | 'PUT', at: string, body: Readonly<Record<string, unknown>>) => {
      const answer = await ask(stage, at, { method, headers, body: JSON.stringify(body) })
      if (answer.status >= 500) throw await refusal(answer)
      const text = await answer.text()
      if (!answer.ok) return undefined
      return (text === '' ? {} : JSON.parse(text)) as T // the contract of the route
    },
  }
}

async function ask({ address }: Stage, path: string, init: RequestInit): Promise<Response> {
  for (;;) {
    const reply = await fetch(`${address}${path}`, init).catch(() => {
      throw new Problem('environment.server_unreachable', `Nothing answers at ${address}. Is the server running?`)
    })
    if (reply.status !== 429) return reply
    await reply.body?.cancel()
    await pause(BUSY_MS)
  }
}

async function refusal(reply: Response): Promise<Error> {
  const text = await reply.text()
  return new Problem('input.invalid', `The server refused the replay (${reply.status}): ${text.slice(0, 300)}`)
}
