import { inspectCluster } from '../db/index.ts'
import { openAttachmentStore } from '../storage/index.ts'
import { EXIT } from './exit-code.ts'
import type { Verb } from './verb.ts'

/** Says whether Eirene runs on the data directory, and where. */
export const statusVerb: Verb = {
  name: 'status',
  summary: 'Whether Eirene runs on this data directory, and where.',
  usage: '',
  example: 'npx eirene status --json',
  options: {},
  run: async ({ config, answer }) => {
    const { leases, postmasterPid, exists } = inspectCluster(config.dataDir)
    const server = leases.find((lease) => lease.verb === 'start')
    const { place } = openAttachmentStore(config)
    const others = leases.filter((lease) => lease !== server)
    answer(
      {
        running: server !== undefined,
        pid: server?.pid ?? null,
        address: server?.address ?? null,
        dataDir: config.dataDir,
        attachments: place,
        hasDatabase: exists,
        databasePid: postmasterPid,
        commands: others.map(({ pid, verb }) => ({ pid, verb })),
      },
      [
        server === undefined
          ? `Eirene does not run on ${config.dataDir}.${exists ? '' : ' There is no database yet: "npm start" makes one.'}`
          : `Eirene runs: process ${server.pid}, ${server.address ?? 'still starting'}, data in ${config.dataDir}`,
        ...(config.s3 === null ? [] : [`Attachments: ${place}`]),
        ...others.map(({ pid, verb }) => `A command works with the data: ${verb} (process ${pid})`),
        ...(server === undefined && others.length === 0 && postmasterPid !== null
          ? [
              `Its database still runs (process ${postmasterPid}): the next start takes it over, "npx eirene stop" ends it.`,
            ]
          : []),
      ],
    )
    return Promise.resolve(EXIT.done)
  },
}
