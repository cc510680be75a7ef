import type { IncidentTypeCode } from '../../incident/index.ts'
import { ARMED_NARRATIVES } from './armed.ts'
import { CIVILIAN_NARRATIVES } from './civilians.ts'
import { MISSION_NARRATIVES } from './mission.ts'
import { MONITORING_NARRATIVES } from './monitoring.ts'
import type { Narrative } from './narrative.ts'
import { POLITICAL_NARRATIVES } from './politics.ts'
import { PROTECTION_NARRATIVES } from './protection.ts'
import { RELIEF_NARRATIVES } from './relief.ts'

export { FRENCH_NARRATIVES } from './french.ts'
export type { Narrative } from './narrative.ts'

/** At least one way of writing down each of the 158 types. */
export const NARRATIVES: Readonly<Record<IncidentTypeCode, readonly [Narrative, ...Narrative[]]>> = {
  ...ARMED_NARRATIVES,
  ...CIVILIAN_NARRATIVES,
  ...PROTECTION_NARRATIVES,
  ...MONITORING_NARRATIVES,
  ...MISSION_NARRATIVES,
  ...POLITICAL_NARRATIVES,
  ...RELIEF_NARRATIVES,
}
