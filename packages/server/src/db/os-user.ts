import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Problem } from '@eirene/domain/problem'

/** An account of the operating system. */
export interface OsUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** Accounts to drop to when Eirene runs as root, best first: PostgreSQL refuses to run as root. */
const UNPRIVILEGED = ['postgres', '_postgres', 'nobody'] as const

/** True when this process is root and PostgreSQL therefore needs another account. */
export function runsAsRoot(): boolean {
  return process.getuid?.() === 0
}

/**
 * The account that PostgreSQL runs as: null is our own. As root it is the owner of the files where there are some, else
 * the first unprivileged account of this machine. Throws Problem when root has none to drop to.
 */
export function databaseUser(ownerUid: number | undefined): OsUser | null {
  if (!runsAsRoot()) return null
  const users = readUsers()
  if (ownerUid !== undefined && ownerUid !== 0) {
    const owner = users.find((user) => user.uid === ownerUid)
    if (owner !== undefined) return owner
    throw new Problem(
      'environment.data_directory',
      `The database's files belong to the account number ${ownerUid}, which this machine does not have. Give them to an unprivileged account (chown -R postgres) and start again.`,
    )
  }
  for (const name of UNPRIVILEGED) {
    const user = users.find((candidate) => candidate.name === name && candidate.uid !== 0)
    if (user !== undefined) return user
  }
  throw new Problem(
    'environment.data_directory',
    'PostgreSQL does not run as root and this machine has no account named postgres or nobody. Start Eirene as an ordinary user, or set DATABASE_URL.',
  )
}

function readUsers(): readonly OsUser[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name = '', , uid, gid] = line.split(':')
      return { name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }
    })
}

/** How `spawn` is told to run as this account. */
export function identityOf(user: OsUser | null): { uid?: number; gid?: number } {
  return user === null ? {} : { uid: user.uid, gid: user.gid }
}

/** True when the account may enter the directory: asked of the operating system, which knows groups, ACLs and mounts. */
export function mayEnter(user: OsUser | null, directory: string): boolean {
  const run = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', directory], {
    ...identityOf(user),
    cwd: '/',
    stdio: 'ignore',
  })
  return run.status === 0
}
