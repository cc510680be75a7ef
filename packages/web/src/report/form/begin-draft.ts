import { FIELD_REPORT_TYPES, type FieldDraft, type FieldReport } from '@eirene/domain/report'
import { formatWallClock } from '@eirene/domain/time'

/** A draft in which nothing is said yet; `at` is a wall clock time in the operation's zone. */
export function emptyDraft(id: string, at: string): FieldDraft {
  return {
    id,
    type: null,
    typeCode: '',
    at,
    timePrecision: 'minute',
    position: '',
    precisionM: '',
    placeName: '',
    sense: '',
    sourceKind: 'patrol',
    sourceCode: '',
    title: '',
    narrative: '',
    harm: (['killed', 'injured'] as const).map((category) => ({ category, group: 'all', low: '', best: '', high: '' })),
    actors: [],
    correctsId: null,
    area: '',
    referralOffered: null,
  }
}

function typed(count: number | null): string {
  return count === null ? '' : String(count)
}

/** A sent report as a draft under a new id: to correct it, or to mend what was refused. */
export function draftOfReport(report: FieldReport, zone: string, id: string): FieldDraft {
  const { point } = report.place
  const first = emptyDraft(id, formatWallClock(Date.parse(report.occurred.from), zone))
  const counted = report.harm.map(({ category, group, low, best, high }) => ({
    ...{ category, group },
    ...{ low: typed(low), best: typed(best), high: typed(high) },
  }))
  const rest = first.harm.filter((row) => !counted.some(({ category }) => category === row.category))
  return {
    ...first,
    type: FIELD_REPORT_TYPES.find((type) => type === report.type) ?? null,
    typeCode: report.typeCode,
    timePrecision: report.occurred.precision,
    position: point === null ? '' : `${point.lat}, ${point.lon}`,
    precisionM: point === null ? '' : String(point.precisionM),
    placeName: report.place.name,
    sense: report.sense ?? 'told',
    sourceKind: report.sourceKind,
    sourceCode: report.sourceCode,
    title: report.title,
    narrative: report.narrative,
    harm: [...counted, ...rest],
    actors: report.actors,
    correctsId: report.correctsId,
  }
}
