import { COMPARTMENTS, type Compartment } from '../access/index.ts'
import { brokenTextIssues, type Issue } from '../parse/index.ts'
import { screenText } from './compartment-screen.ts'
import type { FieldReport } from './field-report.ts'

const DAY_MS = 86_400_000
/** Devices' clocks go wrong by a time zone; what lies further ahead is a slip of the year or the month. */
const FUTURE_TOLERANCE_MS = DAY_MS
const EARLIEST = Date.parse('1900-01-01T00:00:00Z')

type Found = Pick<Issue, 'code' | 'message' | 'path'> & { readonly remedy: string; readonly value?: string }

/** What the intake asks of the incident list; this room may not know it. */
export interface ReportCodes {
  readonly version: string
  readonly has: (code: string) => boolean
  /** Compartments into which every record of this type belongs. */
  readonly compartmentsOf: (code: string) => readonly Compartment[]
}

function timeIssues({ occurred }: FieldReport, now: Date): readonly Found[] {
  const found: Found[] = []
  const from = Date.parse(occurred.from)
  const to = occurred.to === null ? null : Date.parse(occurred.to)
  const future = [from, to].findIndex((at) => at !== null && at > now.getTime() + FUTURE_TOLERANCE_MS)
  if (future >= 0)
    found.push({
      code: 'time.future',
      message: 'This time lies more than a day ahead.',
      path: ['occurred', future === 0 ? 'from' : 'to'],
      value: future === 0 ? occurred.from : (occurred.to ?? ''),
      remedy: 'Check the day, the month and the year, and the clock of your device.',
    })
  if (from < EARLIEST)
    found.push({
      code: 'time.too_early',
      message: 'This time lies before 1900.',
      path: ['occurred', 'from'],
      value: occurred.from,
      remedy: 'Check the year.',
    })
  if (to !== null && to < from)
    found.push({
      code: 'time.reversed',
      message: 'It ends before it begins.',
      path: ['occurred', 'to'],
      value: occurred.to ?? '',
      remedy: 'Exchange the two times, or leave the end open when it is not known.',
    })
  return found
}

function placeIssues({ place: { point } }: FieldReport): readonly Found[] {
  if (point?.lon !== 0 || point.lat !== 0) return []
  return [
    {
      code: 'place.null_island',
      message:
        'Latitude 0 and longitude 0 lie in the Gulf of Guinea: a device gives them when it does not know its place.',
      path: ['place', 'point'],
      value: '0, 0',
      remedy: 'Set the point on the map, or send the report with the name of the place and no point.',
    },
  ]
}

function harmIssues({ harm }: FieldReport): readonly Found[] {
  return harm.flatMap(({ low, best, high }, index) => {
    const known = [low, best, high].filter((count) => count !== null)
    if (known.every((count, n) => n === 0 || count >= (known[n - 1] ?? 0))) return []
    return [
      {
        code: 'harm.order',
        message: 'The lowest count may not exceed the best, nor the best the highest.',
        path: ['harm', index],
        value: [low, best, high].map((count) => count ?? '?').join(' ≤ '),
        remedy: 'Put the counts in order; leave out what is not known.',
      },
    ]
  })
}

/**
 * What keeps a well-formed report from being taken in, all at once: an unknown type, a time that cannot be, the point of a
 * device that does not know where it is, counts out of order, text that cannot be stored. Empty: it can be taken in.
 */
export function judgeFieldReport(report: FieldReport, codes: ReportCodes, now: Date): readonly Issue[] {
  const found: Found[] = [...timeIssues(report, now), ...placeIssues(report), ...harmIssues(report)]
  if (!codes.has(report.typeCode))
    found.push({
      code: 'code.unknown',
      message: `"${report.typeCode}" is no code of the incident list ${codes.version}.`,
      path: ['typeCode'],
      value: report.typeCode,
      remedy: 'Choose a type of the list; the nearest one when none fits, and say in words what it was.',
    })
  if (report.correctsId === report.id)
    found.push({
      code: 'report.corrects_itself',
      message: 'A report cannot correct itself.',
      path: ['correctsId'],
      remedy: 'Give the correction an id of its own.',
    })
  return [...found.map((issue) => ({ ...issue, severity: 'error' as const })), ...brokenTextIssues(report)]
}

/** Compartments of a report: those that its type calls for, those that its writer does, and those that its words do. */
export function compartmentsOfReport(report: FieldReport, codes: ReportCodes): readonly Compartment[] {
  const words = [report.title, report.narrative, report.place.name, ...report.actors.map((actor) => actor.name)]
  const called = [
    ...codes.compartmentsOf(report.typeCode),
    ...report.compartments,
    ...screenText(words.join('\n')),
    ...(report.harm.some((harm) => harm.ageBand === 'child') ? (['CAAC'] as const) : []),
  ]
  return COMPARTMENTS.filter((compartment) => called.includes(compartment))
}
