import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { Problem } from '@eirene/domain/problem'
import { describeProcess } from './process-identity.ts'

/** Throws Problem 'environment.port_busy', which names who holds the port, unless a server may listen there. */
export async function checkPortFree(host: string, port: number): Promise<void> {
  const fault = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    const probe = createServer()
    probe.once('error', resolve)
    probe.listen({ host, port }, () => probe.close(() => resolve(undefined)))
  })
  if (fault !== undefined) throw portProblem(host, port, fault)
}

/** The Problem that a failed `listen` amounts to. */
export function portProblem(
  host: string,
  port: number,
  fault: { readonly code?: unknown; readonly message: string },
): Problem {
  const remedy = 'Choose another with --port or EIRENE_PORT.'
  if (fault.code === 'EADDRINUSE') {
    const holder = findPortHolder(port)
    return new Problem(
      'environment.port_busy',
      `Port ${port} is already used by ${holder ?? 'another program (its owner is not visible to this account)'}. End that program, or choose another port with --port or EIRENE_PORT.`,
      { port, holder: holder ?? null },
    )
  }
  if (fault.code === 'EACCES')
    return new Problem('environment.port_busy', `This account may not listen on port ${port}. ${remedy}`, { port })
  return new Problem(
    'environment.port_busy',
    `Eirene cannot listen on ${host} port ${port} (${fault.message}). Check EIRENE_HOST and EIRENE_PORT.`,
    { host, port },
  )
}

/** Who listens on a TCP port, as far as this account may see: Linux only, undefined elsewhere and when hidden. */
export function findPortHolder(port: number): string | undefined {
  const inodes = new Set([...listeningInodes('/proc/net/tcp', port), ...listeningInodes('/proc/net/tcp6', port)])
  if (inodes.size === 0) return undefined
  for (const entry of readDirectory('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    for (const fd of readDirectory(`/proc/${entry}/fd`)) {
      const inode = socketInode(`/proc/${entry}/fd/${fd}`)
      if (inode !== undefined && inodes.has(inode)) return describeProcess(Number(entry))
    }
  }
  return undefined
}

/** Inode numbers of the sockets in state LISTEN (0A) on this port. */
function listeningInodes(table: string, port: number): readonly string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  try {
    return readFileSync(table, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[1]?.endsWith(`:${hex}`) === true && fields[3] === '0A')
      .map((fields) => fields[9] ?? '')
  } catch {
    return []
  }
}

function socketInode(link: string): string | undefined {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(link))?.[1]
  } catch {
    return undefined
  }
}

function readDirectory(path: string): readonly string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}
