import codes from 'i18n-iso-countries/codes.json' with { type: 'json' }

/** ISO 3166-1 rows of the package: alpha-2, alpha-3, numeric. */
const ROWS: readonly (readonly string[])[] = codes
const ALPHA2 = new Map(ROWS.map((row) => [row[1] ?? '', row[0] ?? '']))
const NUMERIC = new Map(ROWS.map((row) => [row[1] ?? '', row[2] ?? '']))

/**
 * Name of a country or territory in a language, from the browser's own tables; the code itself where they have none.
 * XKX is the user-assigned code for Kosovo and PSE the one for the Palestinian territories; the library's footnotes go with both.
 */
export function countryName(iso3: string, locale: string): string {
  const alpha2 = iso3 === 'XKX' ? 'XK' : ALPHA2.get(iso3)
  if (alpha2 === undefined) return iso3
  return new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' }).of(alpha2) ?? iso3
}

/** ISO 3166-1 numeric code, as the base map keys its countries; undefined for codes without one. */
export function countryNumber(iso3: string): string | undefined {
  return NUMERIC.get(iso3)
}
