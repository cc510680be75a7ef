import { connect, createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** A link to the program that can be cut: an address of its own, as a phone sees the server over a radio. */
export interface Link {
  readonly address: string
  /** Ends every connection, and refuses new ones until it is mended. */
  readonly cut: () => void
  readonly mend: () => void
  readonly close: () => Promise<void>
}

/** Opens a link to the program at an address. */
export async function openLink(to: string): Promise<Link> {
  const { hostname, port } = new URL(to)
  const sockets = new Set<Socket>()
  let isCut = false
  const hold = (socket: Socket): void => {
    sockets.add(socket)
    // A connection that one side breaks is what this is for.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  }
  const server = createServer((near) => {
    if (isCut) {
      near.destroy()
      return
    }
    const far = connect(Number(port), hostname)
    hold(near)
    hold(far)
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  // A server that listens on a port has such an address.
  const { port: ownPort } = server.address() as AddressInfo
  const endAll = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    address: `http://127.0.0.1:${ownPort}`,
    cut: () => {
      isCut = true
      endAll()
    },
    mend: () => {
      isCut = false
    },
    close: async () => {
      endAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
