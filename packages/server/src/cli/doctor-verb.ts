import { EXIT } from './exit-code.ts'
import { examine } from './doctor-findings.ts'
import type { Finding } from './finding.ts'
import type { Verb } from './verb.ts'

const MARK = { ok: 'ok     ', doubt: 'doubt  ', fault: 'FAULT  ' } as const

/** Looks at everything that the server needs from this machine and says what to do about what is wrong. */
export const doctorVerb: Verb = {
  name: 'doctor',
  summary: 'Examine data directory, programs, port, disk, rights, schema, backups, kept files and clock.',
  usage: '',
  example: 'npx eirene doctor --data /srv/eirene',
  options: {},
  run: async (context) => {
    const findings: Finding[] = []
    for await (const finding of examine(context)) findings.push(finding)
    const faults = findings.filter((finding) => finding.state === 'fault').length
    context.answer({ isWell: faults === 0, findings }, [
      ...findings.map((finding) => `${MARK[finding.state]}${finding.subject}: ${finding.text}`),
      faults === 0 ? 'Nothing is wrong.' : `${faults} ${faults === 1 ? 'fault' : 'faults'} found.`,
    ])
    return faults === 0 ? EXIT.done : EXIT.environment
  },
}
