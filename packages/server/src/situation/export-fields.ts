/** What a field of exported incidents means, for people who never saw Eirene. */
export interface ExportField {
  readonly name: string
  readonly meaning: string
  /** Null: a text or a code. */
  readonly unit: string | null
  /** What an empty cell or null says; null: the field is always there. */
  readonly missing: string | null
}

const NOT_KNOWN = 'not known, which is never zero'
const NO_DATASET = 'the mission’s own record, not from a dataset'

const field = (
  name: string,
  meaning: string,
  missing: string | null = null,
  unit: string | null = null,
): ExportField => ({
  name,
  meaning,
  unit,
  missing,
})

/** The data dictionary of `incidents.csv`, `.jsonl` and `.geojson`, in the order of the columns. */
export const EXPORT_FIELDS: readonly ExportField[] = [
  field('id', 'UUID of the incident in Eirene'),
  field('type_code', 'code of the incident list, such as ARM-01'),
  field('state', 'state of verification'),
  field('title', 'headline as reported'),
  field('occurred_from', 'earliest instant at which it may have begun', null, 'RFC 3339, UTC'),
  field('occurred_to', 'instant by which it was over', 'end not known', 'RFC 3339, UTC'),
  field('time_precision', 'how surely the time is known: minute, hour, day, week, month, year'),
  field('lon', 'longitude', 'place not known', 'degrees, WGS 84'),
  field('lat', 'latitude', 'place not known', 'degrees, WGS 84'),
  field('precision_m', 'radius that surely holds the true place', 'place not known', 'metres'),
  field('place_name', 'name of the place as reported', 'not named'),
  field('adm1', 'first administrative level', NOT_KNOWN),
  field('adm2', 'second administrative level', NOT_KNOWN),
  field('country_iso3', 'country, ISO 3166-1 alpha-3', NOT_KNOWN),
  field('killed_low', 'people killed, lowest figure', NOT_KNOWN, 'people'),
  field('killed_best', 'people killed, best figure', NOT_KNOWN, 'people'),
  field('killed_high', 'people killed, highest figure', NOT_KNOWN, 'people'),
  field('actors', 'parties involved: a list in JSON, joined by "; " in CSV', 'none named'),
  field('dataset', 'dataset it comes from, or mission'),
  field('release', 'release of the dataset', NO_DATASET),
  field('external_id', 'id in the dataset', NO_DATASET),
  field('source_code', 'code of the source', NOT_KNOWN),
  field('source_name', 'name of the source', NOT_KNOWN),
  field('source_citation', 'how the source asks to be cited', 'it does not ask'),
  field('source_url', 'address of the source', 'it has none'),
  field('marking', 'policy, level and caveats under which it must be handled'),
]
