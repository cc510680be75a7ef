import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** Where the next transaction's connection is to break. */
interface Cut {
  /** Which statement of the transaction: 1 is its `begin`. */
  readonly at: number
  /** `before`: the statement never arrives. `after`: it is carried out, and its answer never arrives. */
  readonly when: 'before' | 'after'
}

/** A way to a PostgreSQL that breaks where a test says, as a cable or a restarting router does. */
export interface FrailLine {
  /** Address of the database by this way. */
  readonly url: string
  /** Breaks the connection of the next transaction there, if it comes so far. */
  readonly cutNext: (cut: Cut) => void
  /** Statements of the last transaction that was watched; whether its connection was broken. */
  readonly seen: () => { readonly statements: number; readonly isCut: boolean }
  readonly close: () => Promise<void>
}

/** A statement that ends a transaction, in the text of the simple or the extended protocol. */
const ENDS = /\b(commit|rollback)\b/i
const BEGINS = /\bbegin\b/i

interface Watch {
  readonly cut: Cut
  socket: Socket | undefined
  statements: number
  isOver: boolean
  isCut: boolean
}

/** A message of PostgreSQL's protocol, version 3: its type (none for the first of a connection) and all its bytes. */
interface Message {
  readonly type: string
  readonly bytes: Buffer
}

/** Takes a stream apart into messages, however it was cut into packets. */
function messageReader(isFirstUntyped: boolean): (chunk: Buffer) => readonly Message[] {
  let rest = Buffer.alloc(0)
  let isUntyped = isFirstUntyped
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    const messages: Message[] = []
    for (;;) {
      const typeBytes = isUntyped ? 0 : 1
      if (rest.length < typeBytes + 4) return messages
      const end = typeBytes + rest.readInt32BE(typeBytes)
      if (rest.length < end) return messages
      messages.push({ type: rest.toString('latin1', 0, typeBytes), bytes: rest.subarray(0, end) })
      rest = rest.subarray(end)
      isUntyped = false
    }
  }
}

/** Messages of the one side that make up a statement: up to a simple query, or to the sync of an extended one. */
const COMPLETES = new Set(['Q', 'S'])
/** What the other side says at the end of each, and once when a connection stands. */
const READY = 'Z'

/** One connection through the line. */
function carry({ near, far }: { near: Socket; far: Socket }, watched: () => Watch | undefined): void {
  const read = messageReader(true)
  const readAnswer = messageReader(false)
  let statement: Buffer[] = []
  /** Answers still to come; the connection itself is the first. */
  let awaited = 1
  let isCutAfter = false

  function pass(whole: Buffer): void {
    const watch = watched()
    const text = whole.toString('latin1')
    if (watch !== undefined && watch.socket === undefined && BEGINS.test(text)) watch.socket = near
    if (watch?.socket === near && !watch.isOver) {
      watch.statements += 1
      watch.isOver = ENDS.test(text)
      if (watch.statements === watch.cut.at) {
        watch.isOver = true
        watch.isCut = true
        if (watch.cut.when === 'before') {
          near.destroy()
          return
        }
        isCutAfter = true
      }
    }
    awaited += 1
    far.write(whole)
  }

  near.on('data', (chunk: Buffer) => {
    for (const { type, bytes } of read(chunk)) {
      if (near.destroyed || isCutAfter) return
      statement.push(bytes)
      if (COMPLETES.has(type)) {
        pass(Buffer.concat(statement))
        statement = []
      } else if (!'PBDEC'.includes(type) || type === '') {
        far.write(Buffer.concat(statement))
        statement = []
      }
    }
  })
  far.on('data', (chunk: Buffer) => {
    for (const { type, bytes } of readAnswer(chunk)) {
      // The answer is here, so the database has done it; nobody gets it.
      if (!(isCutAfter && awaited === 1)) near.write(bytes)
      if (type !== READY) continue
      awaited -= 1
      if (isCutAfter && awaited === 0) near.destroy()
    }
  })
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
    carry({ near, far }, () => watch)
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
    cutNext: (cut) => (watch = { cut, socket: undefined, statements: 0, isOver: false, isCut: false }),
    seen: () => ({ statements: watch?.statements ?? 0, isCut: watch?.isCut ?? false }),
    close: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
