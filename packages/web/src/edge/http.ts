import type { Issue } from '@eirene/domain/parse'

/** The server said no (RFC 9457), or could not be reached (`status` 0). `message` is written for the person who reads it. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly status: number
  readonly issues: readonly Issue[]
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: string, status: number, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.code = code
    this.status = status
    this.details = details
    // The edge of the server puts a parser's issues here, in the shape of the contract.
    this.issues = Array.isArray(details['issues']) ? (details['issues'] as readonly Issue[]) : []
  }
}

let csrfToken = ''
const lost = new Set<() => void>()
const locked = new Set<() => void>()

/** Keeps the token that every changing request carries in `x-eirene-csrf`. */
export function setCsrfToken(token: string): void {
  csrfToken = token
}

/** Calls back when a request is refused because the session ended. Returns how to stop. */
export function onSessionLost(listener: () => void): () => void {
  lost.add(listener)
  return () => lost.delete(listener)
}

/** Calls back when a request is refused because the session is locked. Returns how to stop. */
export function onSessionLocked(listener: () => void): () => void {
  locked.add(listener)
  return () => locked.delete(listener)
}

/** Tells the listeners of a refusal that concerns the whole page. */
function tellPage({ code }: Refusal): void {
  if (code === 'access.sign_in_needed') for (const listener of lost) listener()
  if (code === 'access.locked') for (const listener of locked) listener()
}

/** Fills `:name` parts of a contract's path, encoded. */
export function fillPath(path: string, parts: Readonly<Record<string, string>>): string {
  return path.replace(/:([a-zA-Z]+)/g, (_, name: string) => encodeURIComponent(parts[name] ?? ''))
}

async function refusalOf(response: Response): Promise<Refusal> {
  let body: Record<string, unknown> = {}
  try {
    // The body of a refusal is an object by the contract; what is missing in it is handled below.
    body = (await response.json()) as Record<string, unknown>
  } catch {
    // A gateway's page is no problem document; the status says enough.
  }
  const code = typeof body['type'] === 'string' ? body['type'] : 'about:blank'
  const title = typeof body['title'] === 'string' ? body['title'] : response.statusText
  return new Refusal(code, response.status, title, body)
}

async function request(path: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Refusal('environment.unreachable', 0, '')
  }
  if (response.ok) return response
  const refusal = await refusalOf(response)
  tellPage(refusal)
  throw refusal
}

/** GET as JSON, in the shape that the contract of the path promises. Throws Refusal. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await request(path, { headers: { accept: 'application/json' }, ...(signal && { signal }) })
  // The contract in domain is the only promise about this value; both sides are built from it.
  return (await response.json()) as T
}

/** GET as bytes. Throws Refusal. */
export async function getBytes(path: string, signal?: AbortSignal): Promise<ArrayBuffer> {
  const response = await request(path, { ...(signal && { signal }) })
  return response.arrayBuffer()
}

/** GET as text. Throws Refusal. */
export async function getText(path: string, signal?: AbortSignal): Promise<string> {
  const response = await request(path, { ...(signal && { signal }) })
  return response.text()
}

/** A changing request with a JSON body; the answer as JSON, undefined when there is none. Throws Refusal. */
export async function send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const response = await request(path, {
    method,
    headers: {
      accept: 'application/json',
      'x-eirene-csrf': csrfToken,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  // Same contract as getJson; 204 has no body and its callers expect none.
  return (text === '' ? undefined : JSON.parse(text)) as T
}

/** POST of a file's bytes with progress in [0, 1]. fetch tells no upload progress, so this is the one XMLHttpRequest. Throws Refusal. */
export function upload<T>(path: string, file: Blob, onProgress: (share: number) => void): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    xhr.open('POST', path)
    xhr.setRequestHeader('content-type', 'application/octet-stream')
    xhr.setRequestHeader('accept', 'application/json')
    xhr.setRequestHeader('x-eirene-csrf', csrfToken)
    xhr.upload.onprogress = (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total)
    }
    xhr.onerror = () => {
      reject(new Refusal('environment.unreachable', 0, ''))
    }
    xhr.onload = () => {
      const answer = new Response(xhr.responseText === '' ? null : xhr.responseText, {
        status: xhr.status === 204 ? 200 : xhr.status,
      })
      if (answer.ok) {
        // Same contract as getJson.
        resolve(answer.json() as Promise<T>)
        return
      }
      void refusalOf(answer).then((refusal) => {
        tellPage(refusal)
        reject(refusal)
      })
    }
    xhr.send(file)
  })
}
