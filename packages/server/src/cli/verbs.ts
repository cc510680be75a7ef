import { backupVerb } from './backup-verb.ts'
import { doctorVerb } from './doctor-verb.ts'
import { ledgerVerb } from './ledger-verb.ts'
import { exerciseVerb } from './exercise-verb.ts'
import { exportVerb } from './export-verb.ts'
import { importVerb } from './import-verb.ts'
import { peopleVerb } from './people-verb.ts'
import { restoreVerb } from './restore-verb.ts'
import { sitrepVerb } from './sitrep-verb.ts'
import { startVerb } from './start-verb.ts'
import { statusVerb } from './status-verb.ts'
import { stopVerb } from './stop-verb.ts'
import { upgradeVerb } from './upgrade-verb.ts'
import type { Verb } from './verb.ts'

/** Every verb of `eirene`, in the order of the help. */
export const VERBS: readonly Verb[] = [
  startVerb,
  statusVerb,
  stopVerb,
  doctorVerb,
  peopleVerb,
  importVerb,
  sitrepVerb,
  backupVerb,
  restoreVerb,
  upgradeVerb,
  ledgerVerb,
  exportVerb,
  exerciseVerb,
]
