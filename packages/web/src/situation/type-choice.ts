import { familyOf } from '@eirene/analysis/situation'

/** The filter's types after a family was pressed: the whole family, or none of it. */
export function withFamily(chosen: readonly string[] | undefined, family: string): string[] | undefined {
  const others = (chosen ?? []).filter((code) => familyOf(code) !== family)
  const next = chosen?.includes(family) === true ? others : [...others, family]
  return next.length === 0 ? undefined : next
}

/** The filter's types after one type was pressed. A family that was chosen whole is first taken apart into its types. */
export function withType(
  chosen: readonly string[] | undefined,
  type: string,
  typesOfFamily: readonly string[],
): string[] | undefined {
  const family = familyOf(type)
  const apart = (chosen ?? []).flatMap((code) => (code === family ? typesOfFamily : [code]))
  const next = apart.includes(type) ? apart.filter((code) => code !== type) : [...apart, type]
  const isWhole = typesOfFamily.length > 1 && typesOfFamily.every((code) => next.includes(code))
  const joined = isWhole ? [...next.filter((code) => familyOf(code) !== family), family] : next
  return joined.length === 0 ? undefined : joined
}
