/** The 18 families of incident types, by the letters that their codes begin with. */
export const INCIDENT_FAMILY_CODES = [
  'ARM',
  'ERV',
  'CIV',
  'SXV',
  'SEA',
  'CAC',
  'TIP',
  'HUM',
  'CPP',
  'CFV',
  'FOM',
  'MIS',
  'PUB',
  'POL',
  'CRI',
  'MAR',
  'HAZ',
  'OBS',
] as const
export type IncidentFamilyCode = (typeof INCIDENT_FAMILY_CODES)[number]

/** The family of an incident type code of the list, such as `ARM` of `ARM-01`. Throws where no family has its letters. */
export function familyOfCode(code: string): IncidentFamilyCode {
  const family = INCIDENT_FAMILY_CODES.find((candidate) => code.startsWith(`${candidate}-`))
  if (family === undefined) throw new Error(`no family for ${code}`)
  return family
}
