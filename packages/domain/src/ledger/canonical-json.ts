/** What a canonical record is made of: JSON without gaps. */
export type CanonicalValue =
  string | number | boolean | null | readonly CanonicalValue[] | { readonly [name: string]: CanonicalValue }

/**
 * The one text of a JSON value by RFC 8785 (JCS): members by the UTF-16 units of their names, no spaces, numbers as
 * ECMAScript writes them. Equal values give equal text, whatever the order in which they were built.
 *
 * Errors   RangeError for what JSON cannot say: NaN, infinities, half a character.
 * Source   RFC 8785, sections 3.2.2 and 3.2.3.
 */
export function canonicalJson(value: CanonicalValue): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return canonicalText(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`JSON has no number ${value}`)
    return JSON.stringify(value)
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = Object.keys(value)
    .sort()
    .map((name) => `${canonicalText(name)}:${canonicalJson(value[name] ?? null)}`)
  return `{${members.join(',')}}`
}

function isList(value: object): value is readonly CanonicalValue[] {
  return Array.isArray(value)
}

function canonicalText(text: string): string {
  if (!text.isWellFormed()) throw new RangeError('JSON cannot carry half a character')
  return JSON.stringify(text)
}
