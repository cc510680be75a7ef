/** Roles of a person in one operation (definitions: docs/guide/people.md). ADM gives no content. */
export const ROLES = [
  'OBS',
  'TL',
  'DO',
  'JMAC',
  'HRO',
  'WPA',
  'CPA',
  'GENAD',
  'HOM',
  'FG',
  'DEL',
  'RC',
  'LLO',
  'EXD',
  'RES',
  'ADM',
] as const
export type Role = (typeof ROLES)[number]

/** Acts that need a role beyond being allowed to read the record. */
export const ACTS = {
  'report.submit': ['OBS', 'TL', 'DO', 'JMAC', 'HRO', 'WPA', 'CPA', 'GENAD'],
  'import.run': ['DO', 'JMAC'],
  'import.undo': ['DO', 'JMAC'],
  'incident.screen': ['DO', 'HRO', 'WPA', 'CPA'],
  'incident.assign': ['DO', 'JMAC', 'HRO', 'WPA', 'CPA'],
  'incident.grade': ['DO', 'JMAC', 'HRO', 'WPA', 'CPA'],
  'incident.assess': ['JMAC', 'HRO', 'WPA', 'CPA'],
  'incident.confirm': ['JMAC', 'HRO', 'WPA', 'CPA'],
  'incident.merge': ['DO', 'HRO', 'WPA', 'CPA'],
  /** Takes any step of a record's verification; which one, `stepsOf` of domain/incident decides record by record. */
  'incident.handle': ['DO', 'JMAC', 'HRO', 'WPA', 'CPA'],
  'flash.send': ['DO'],
  'notification.edit': ['DO', 'HOM'],
  'watch.read': ['DO', 'JMAC', 'HOM'],
  'watch.write': ['DO'],
  'sitrep.draft': ['DO', 'JMAC'],
  'sitrep.release': ['HOM'],
  /** What only the desk sees of a report: how its facts have changed since, who may read it, who was given and told what. */
  'sitrep.oversee': ['DO', 'JMAC', 'HOM'],
  'sitrep.input': ['OBS', 'TL', 'DO', 'JMAC', 'HRO', 'WPA', 'CPA', 'GENAD', 'FG', 'RC'],
  'release.propose': ['DO', 'JMAC', 'HRO'],
  'release.preview': ['DO', 'JMAC', 'HRO', 'HOM'],
  'release.approve': ['HOM'],
  'operation.create': ['ADM'],
  'person.manage': ['ADM'],
  'person.list': ['ADM', 'HOM'],
  'person.grant': ['HOM'],
  'access.audit': ['ADM', 'HOM'],
  'viewing.audit': ['HRO', 'WPA', 'CPA', 'HOM'],
} as const satisfies Record<string, readonly Role[]>
export type Act = keyof typeof ACTS

/** Acts about people and settings: they need no content, so ADM may do them, and they are given none. */
export const KEEPING_ACTS: readonly Act[] = ['person.manage', 'person.list', 'person.grant', 'access.audit']
