import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'

/** A WAV file; its sound is so many bytes. */
function wave(soundBytes: number): Buffer {
  const head = Buffer.from(
    'RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\0\0\0\0',
    'latin1',
  )
  head.writeUInt32LE(36 + soundBytes, 4)
  head.writeUInt32LE(soundBytes, 40)
  return Buffer.concat([head, Buffer.alloc(soundBytes, 7)])
}

/** A connection of its own. */
export interface Connection {
  readonly socket: Socket
  /** Everything that came back on it, once it holds these words or the connection is gone. */
  readonly said: (words: RegExp) => Promise<string>
}

export async function openConnection(port: number): Promise<Connection> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let text = ''
  socket.on('data', (part: Buffer) => (text += part.toString('latin1')))
  socket.on('error', () => undefined)
  const said = async (words: RegExp): Promise<string> => {
    while (!words.test(text) && !socket.destroyed) await Promise.race([once(socket, 'data'), once(socket, 'close')])
    return text
  }
  return { socket, said }
}

/** An upload of which the server has the first half, and what is missing. */
export interface HalfUpload extends Connection {
  readonly rest: Buffer
}

/** Files that are still arriving at this server. */
export function arrivingFiles({ dataDir }: { readonly dataDir: string }): readonly string[] {
  const folder = join(dataDir, 'attachments', 'arriving')
  return existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []
}

/** Sends the first half of a recording to a report, and comes back when this person was let in and the server writes it down. */
export async function beginUpload(
  server: { readonly dataDir: string; readonly listen: () => Promise<string> },
  person: { readonly cookie: string; readonly csrfToken: string },
  path: string,
): Promise<HalfUpload> {
  const connection = await openConnection(Number(new URL(await server.listen()).port))
  const body = wave(1_000)
  const head = [
    `POST ${path} HTTP/1.1`,
    ...['host: 127.0.0.1', `cookie: ${person.cookie}`, `x-eirene-csrf: ${person.csrfToken}`],
    ...['content-type: application/octet-stream', `content-length: ${body.length}`],
  ]
  connection.socket.write(`${head.join('\r\n')}\r\n\r\n`)
  connection.socket.write(body.subarray(0, 500))
  while (!arrivingFiles(server).some((name) => name.includes('.draft-'))) await new Promise(setImmediate)
  return { ...connection, rest: body.subarray(500) }
}
