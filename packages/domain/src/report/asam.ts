import { parsed, refused, type Parsed } from '../parse/index.ts'
import type { Dataset } from './dataset.ts'
import { isAccepted, wholeDays, type ImportedEvent, type ReadContext, type SourceRow } from './imported-event.ts'
import { dateReleaseOfName } from './release.ts'
import { checkPoint, rowReader, type RowReader } from './row-reader.ts'

/** Degrees, minutes, seconds (the last with decimals or missing) and the letter of the hemisphere. */
const DMS = /(\d{1,3})\s*°\s*(\d{1,2}(?:\.\d+)?)\s*['’′]?\s*(?:(\d{1,3}(?:\.\d+)?)\s*["”″]?)?\s*([NSEW])/gi
/** A position at sea as it is passed on: a minute or two of arc at best. */
const POSITION_PRECISION_M = 2_000

/**
 * Degrees of a position in two lines such as `46°37'50.89"N` and `31°35'01.64"E`; null when it is none. Sixty minutes
 * or seconds, which rounding makes in this dataset, are one more degree or minute; more than sixty are none.
 */
export function parsePosition(text: string): { readonly lon: number; readonly lat: number } | null {
  const values = new Map<'lat' | 'lon', number>()
  for (const [, degrees, minutes, seconds = '0', letter = ''] of text.matchAll(DMS)) {
    if (Number(minutes) > 60 || Number(seconds) > 60) return null
    const value = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600
    const side = letter.toUpperCase()
    const axis = side === 'N' || side === 'S' ? 'lat' : 'lon'
    if (values.has(axis)) return null
    values.set(axis, side === 'S' || side === 'W' ? -value : value)
  }
  const [lon, lat] = [values.get('lon'), values.get('lat')]
  return lon === undefined || lat === undefined ? null : { lon, lat }
}

/** `46°37'50.89"N`, newline, `31°35'01.64"E`: to the hundredth of a second (0.3 m). */
export function formatPosition(point: { readonly lon: number; readonly lat: number }): string {
  const part = (value: number, letters: readonly [string, string]): string => {
    const hundredths = Math.round(Math.abs(value) * 360_000)
    const [degrees, rest] = [Math.floor(hundredths / 360_000), hundredths % 360_000]
    const [minutes, seconds] = [Math.floor(rest / 6_000), (rest % 6_000) / 100]
    const two = (n: number, digits: number): string => n.toFixed(digits).padStart(digits === 0 ? 2 : 3 + digits, '0')
    return `${degrees}°${two(minutes, 0)}'${two(seconds, 2)}"${value < 0 ? letters[1] : letters[0]}`
  }
  return `${part(point.lat, ['N', 'S'])}\n${part(point.lon, ['E', 'W'])}`
}

/** Codes by what the free text says, the gravest first: the field `hostility` is asked first, then the description. */
const CODES: readonly (readonly [RegExp, string])[] = [
  [/hijack|seized the (?:ship|vessel|tanker)|commandeer/i, 'MAR-01'],
  [/kidnap|abduct|hostage/i, 'MAR-05'],
  [/missile|\bdrone\b|\buav\b|limpet|sea mine|struck by (?:a )?(?:mine|shell)|military activity/i, 'MAR-12'],
  [/attempt|tried to board|unsuccessful/i, 'MAR-04'],
  [/\bboarded\b|boarding|\bboarders?\b|robbe|thie(?:f|ves)|theft|stole|intruder|looted/i, 'MAR-02'],
  [/fired (?:up)?on|opened fire|gunfire|shots|\bfired\b|shooting/i, 'MAR-03'],
  [/mother ?ship|pirate action group/i, 'MAR-08'],
  [/suspicious|suspicous|approach|followed|chased|speed ?boats?|skiff|small craft/i, 'MAR-06'],
]

function codeOf(hostility: string, description: string): string | undefined {
  for (const text of [hostility, description]) {
    const found = CODES.find(([pattern]) => pattern.test(text))
    if (found !== undefined) return found[1]
  }
  return undefined
}

function readPosition(reader: RowReader): { readonly lon: number; readonly lat: number } | null | undefined {
  const text = reader.text('position')
  if (text === '') return null
  const point = parsePosition(text)
  if (point === null) {
    reader.report(
      'coordinate.unreadable',
      'position',
      'This position cannot be read.',
      'Write degrees, minutes and seconds with their letter: 46°37\'50"N 31°35\'01"E.',
    )
    return undefined
  }
  return checkPoint(reader, { lon: 'position', lat: 'position' }, point, null)
}

/** `INDONESIA: On 28 May, at 0259 …` → the sentence, cut at 120 characters. */
function titleOf(victim: string, description: string): string {
  const sentence = description.split(/(?<=[a-z)][.!?])\s/)[0]?.trim() ?? ''
  const title = sentence === '' ? victim : sentence
  return title.length > 120 ? `${title.slice(0, 117)}...` : title
}

function readAsamRow(row: SourceRow, context: ReadContext): Parsed<ImportedEvent> {
  const reader = rowReader(row, context)
  const reference = reader.text('reference')
  if (reference === '')
    reader.report('id.missing', 'reference', 'The row has no reference.', 'Take the row from the original file.')
  const dayNo = reader.day('date')
  const point = readPosition(reader)
  const [hostility, description] = [reader.text('hostility'), reader.text('description')]
  const code = codeOf(hostility, description)
  if (code === undefined)
    reader.doubt(
      'code.unknown',
      'hostility',
      'Neither the hostility nor the description says what kind of act this was.',
      'The row is kept as an attempted attack (MAR-04); correct the type after reading it.',
    )
  if (!isAccepted(reader.issues) || dayNo === null) return refused(reader.issues)
  const area = [reader.text('navArea'), reader.text('subreg')].filter((part) => part !== '').join('/')
  return parsed(
    {
      externalId: reference,
      originKey: null,
      sourceType: hostility === '' ? 'not told' : hostility,
      typeCode: code ?? 'MAR-04',
      occurred: wholeDays(context, dayNo, dayNo, 'day'),
      place: {
        point: point === null || point === undefined ? null : { ...point, precisionM: POSITION_PRECISION_M },
        name: area === '' ? '' : `NAVAREA ${area}`,
        adm1: null,
        adm2: null,
        countryIso3: null,
      },
      title: titleOf(reader.text('victim'), description),
      narrative: description,
      language: 'en',
      originatedAt: null,
      harm: [],
      actors: [],
      compartments: [],
    },
    reader.issues,
  )
}

/** Anti-Shipping Activity Messages of the US National Geospatial-Intelligence Agency. */
export const ASAM: Dataset = {
  name: 'asam',
  title: 'NGA Anti-Shipping Activity Messages',
  citation:
    'National Geospatial-Intelligence Agency, Anti-Shipping Activity Messages. US Government work, public domain.',
  url: 'https://msi.nga.mil/Piracy',
  hasIds: true,
  marks: [['reference', 'date', 'position', 'navArea', 'subreg', 'hostility', 'victim', 'description']],
  releaseOfName: dateReleaseOfName,
  defaultRelease: 'undated',
  hasHxlRow: false,
  readRow: readAsamRow,
}
