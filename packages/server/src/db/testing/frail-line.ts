import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** Where the next transaction's connection is to break. */
interface Cut {
  /** Which message of the transaction to the database: 1 is its `begin`. */
  readonly at: number
  /** `before`: the message never arrives. `after`: it is carried out, and its answer never arrives. */
  readonly when: 'before' | 'after'
}

/** A way to a PostgreSQL that breaks where a test says, as a cable or a restarting router does. */
export interface FrailLine {
  /** Address of the database by this way. */
  readonly url: string
  /** Breaks the connection of the next transaction there, if it comes so far. */
  readonly cutNext: (cut: Cut) => void
  /** Messages of the last transaction that was watched; whether its connection was broken. */
  readonly seen: () => { readonly messages: number; readonly isCut: boolean }
  readonly close: () => Promise<void>
}

/** A message that ends a transaction, in the text of the simple or the extended protocol. */
const ENDS = /\b(commit|rollback)\b/i
const BEGINS = /\bbegin\b/i

interface Watch {
  readonly cut: Cut
  socket: Socket | undefined
  messages: number
  isOver: boolean
  isCut: boolean
}

/** Hands a message on to the database, unless this is where the connection breaks. */
function carry(message: Buffer, { near, far }: { near: Socket; far: Socket }, watch: Watch | undefined): void {
  const text = message.toString('latin1')
  if (watch !== undefined && watch.socket === undefined && BEGINS.test(text)) watch.socket = near
  if (watch === undefined || watch.isOver || watch.socket !== near) {
    far.write(message)
    return
  }
  watch.messages += 1
  watch.isOver = ENDS.test(text)
  if (watch.messages !== watch.cut.at) {
    far.write(message)
    return
  }
  watch.isOver = true
  watch.isCut = true
  if (watch.cut.when === 'before') {
    near.destroy()
    return
  }
  near.removeAllListeners('data')
  far.removeAllListeners('data')
  // The answer is here, so the database has done it; nobody gets it.
  far.once('data', () => near.destroy())
  far.write(message)
}

/** Opens the way on the loopback to the server of this address, a socket directory as `?host=/dir` included. */
export async function openFrailLine(databaseUrl: string): Promise<FrailLine> {
  const upstream = new URL(databaseUrl)
  const host = upstream.searchParams.get('host') ?? upstream.hostname
  const port = Number(upstream.port === '' ? '5432' : upstream.port)
  const open = new Set<Socket>()
  let watch: Watch | undefined
  const server = createServer((near) => {
    const far = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host)
    for (const socket of [near, far]) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.on('data', (message: Buffer) => carry(message, { near, far }, watch))
    far.on('data', (answer: Buffer) => near.write(answer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const url = new URL(databaseUrl)
  url.searchParams.delete('host')
  url.hostname = '127.0.0.1'
  url.port = String(address.port)
  return {
    url: url.toString(),
    cutNext: (cut) => (watch = { cut, socket: undefined, messages: 0, isOver: false, isCut: false }),
    seen: () => ({ messages: watch?.messages ?? 0, isCut: watch?.isCut ?? false }),
    close: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
