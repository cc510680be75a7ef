import { Problem } from '@eirene/domain/problem'
import { inspectCluster, stopOrphan, waitForEnd } from '../db/index.ts'
import { EXIT } from './exit-code.ts'
import type { Verb } from './verb.ts'

const LIMIT_MS = 60_000

/** Ends the server of the data directory in good order, or a database that a killed one left behind. */
export const stopVerb: Verb = {
  name: 'stop',
  summary: 'End the server that runs on this data directory.',
  usage: '',
  example: 'npx eirene stop',
  options: {},
  run: async ({ config, answer, progress }) => {
    const server = inspectCluster(config.dataDir).leases.find((lease) => lease.verb === 'start')
    if (server !== undefined) {
      progress(`Asking process ${server.pid} to end…`)
      signal(server.pid)
      if (!(await waitForEnd(server.pid, LIMIT_MS)))
        throw new Problem(
          'data.in_use',
          `Process ${server.pid} has not ended after a minute. End it with "kill -9 ${server.pid}"; the next start takes its database over and nothing that was confirmed is lost.`,
        )
    }
    const orphan = inspectCluster(config.dataDir).postmasterPid === null ? null : await stopOrphan(config.dataDir)
    const text =
      server !== undefined
        ? `Ended process ${server.pid}.`
        : orphan !== null
          ? `Ended a database that a killed Eirene had left running (process ${orphan}).`
          : `Nothing ran on ${config.dataDir}.`
    answer({ stopped: server?.pid ?? null, stoppedDatabase: orphan }, [text])
    return EXIT.done
  },
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EPERM')
      throw new Problem('access.forbidden', `Process ${pid} belongs to another account, which must end it.`)
  }
}
