import type { IncidentFamilyCode, IncidentTypeCode } from '../../incident/index.ts'

/**
 * A way to write an incident down: a short title, and a neutral text with slots in braces.
 * Slots: {time} {place} {town} {district} {A} {B} {party} {partyB} {n} {few} {many} {hh} {heads} {dur} {km} {dir}
 * {op} {road} {base} {weapon} {patrol} {river}. What happened to people is appended from the record's harm.
 */
export type Narrative = readonly [title: string, text: string]

/** Every code of the families `F`. */
type CodesOf<F extends IncidentFamilyCode> = Extract<IncidentTypeCode, `${F}-${string}`>

/** At least one narrative for each code of the families `F`. */
export type NarrativesOf<F extends IncidentFamilyCode> = Readonly<
  Record<CodesOf<F>, readonly [Narrative, ...Narrative[]]>
>
