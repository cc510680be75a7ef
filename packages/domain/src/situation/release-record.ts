import type { Marking } from '../access/index.ts'
import { incidentFamily, incidentType } from '../incident/index.ts'
import type { ReleaseRecord } from '../release/index.ts'

/**
 * Types whose records tell where people shelter, are helped or travel (displacement, return, aid and its convoys, the state of
 * clinics and schools): coarse for every audience outside. Types about hospitals, schools, cultural property, camps and bases
 * are of sensitivity R or C and never leave at all.
 */
export const SENSITIVE_SITE_TYPES: readonly string[] = ['HUM-04', 'HUM-05', 'HUM-06', 'OBS-03']

/** What the ladder needs of a record. A type that the code list does not have is taken as confined to its compartment. */
export function releaseRecord(row: Omit<ReleaseRecord, 'family' | 'sensitivity' | 'isSensitiveSite'>): ReleaseRecord {
  return {
    ...row,
    family: incidentFamily(row.typeCode) ?? row.typeCode,
    sensitivity: incidentType(row.typeCode)?.sensitivity ?? 'C',
    isSensitiveSite: SENSITIVE_SITE_TYPES.includes(row.typeCode),
  }
}

/**
 * Whether records under a marking may enter a product that leaves: UN unclassified, in no compartment, limited to no
 * organisation, under no caveat but that of an exercise.
 */
export function mayBeReleased(marking: Marking): boolean {
  return (
    marking.policy === 'UN' &&
    marking.level === 'UNCLASSIFIED' &&
    marking.compartments.length === 0 &&
    marking.releasableTo.length === 0 &&
    marking.caveats.every((caveat) => caveat === 'EXERCISE')
  )
}
