/** The ten rooms in the order in which a mission's data flows, each with the key that follows `g`. */
export const ROOMS = [
  { room: 'mandate', key: 'm' },
  { room: 'force', key: 'f' },
  { room: 'report', key: 'r' },
  { room: 'incident', key: 'i' },
  { room: 'situation', key: 's' },
  { room: 'warning', key: 'w' },
  { room: 'assessment', key: 'a' },
  { room: 'decision', key: 'd' },
  { room: 'response', key: 'p' },
  { room: 'lesson', key: 'l' },
] as const
export type Room = (typeof ROOMS)[number]['room']

/** Rooms whose work this version does: what the rail and the keys lead to. The addresses of the others say what they are for. */
export const OPEN_ROOMS = ROOMS.filter(({ room }) => ['report', 'incident', 'situation'].includes(room))

/** Where an address leads. */
export type Route =
  | { readonly at: 'home' }
  | { readonly at: 'sign-in' }
  | { readonly at: 'invitation'; readonly token: string }
  | { readonly at: 'study'; readonly rest: readonly string[] }
  | { readonly at: 'operations' }
  /** `slug`: the operation in whose frame it stands; null: in none. */
  | { readonly at: 'account'; readonly slug: string | null }
  | { readonly at: 'people'; readonly slug: string; readonly rest: readonly string[] }
  | { readonly at: 'room'; readonly slug: string; readonly room: Room; readonly rest: readonly string[] }
  | { readonly at: 'nowhere' }

/** Reads a path. Unknown paths lead to `nowhere`, never silently home. */
export function routeOf(path: string): Route {
  const [first, second, third, ...rest] = path
    .split('/')
    .filter((part) => part !== '')
    .map(decodePart)
  if (first === undefined) return { at: 'home' }
  if (first === 'sign-in') return { at: 'sign-in' }
  if (first === 'invitation' && second !== undefined) return { at: 'invitation', token: second }
  if (first === 'study') return { at: 'study', rest: [second, third, ...rest].filter((part) => part !== undefined) }
  if (first === 'account') return { at: 'account', slug: null }
  if (first !== 'run') return { at: 'nowhere' }
  if (second === undefined) return { at: 'operations' }
  if (third === 'account') return { at: 'account', slug: second }
  if (third === 'people') return { at: 'people', slug: second, rest }
  const room = ROOMS.find((entry) => entry.room === (third ?? 'situation'))?.room
  return room === undefined ? { at: 'nowhere' } : { at: 'room', slug: second, room, rest }
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The address of a room of an operation. */
export function roomPath(slug: string, room: Room): string {
  return `/run/${encodeURIComponent(slug)}/${room}`
}
