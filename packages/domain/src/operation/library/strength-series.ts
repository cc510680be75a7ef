import type { Verification } from './fact.ts'
import { operationLibrary, type Definition } from './operation-library.ts'

/** One figure of strength. */
export interface StrengthPoint {
  /** Day, month or year of which the figure speaks. */
  readonly on: string
  readonly personnel: number
  /** The source's own word for its exactness. */
  readonly qualifier: string
  /** Parts of the total where the source gives them; null: not known, which is never none. */
  readonly troops: number | null
  readonly police: number | null
  readonly observers: number | null
  /** Months of that year in which a figure was reported; null for a single report. */
  readonly monthsReported: number | null
  readonly sources: readonly string[]
  readonly verification: Verification
}

/** Figures that count the same thing in the same way. */
export interface StrengthSeries {
  readonly operationId: string
  readonly definition: Definition
  /** By time. */
  readonly points: readonly StrengthPoint[]
}

/** Strength of an operation over time: one series for each definition, never mixed; empty when no figure is known. */
export function strengthSeries(operationId: string): readonly StrengthSeries[] {
  const library = operationLibrary()
  const definitionOf = new Map(library.definitions.map((definition) => [definition.id, definition]))
  const series: StrengthSeries[] = []
  const add = (definitionId: string, points: readonly StrengthPoint[]): void => {
    const definition = definitionOf.get(definitionId)
    if (definition === undefined) throw new Error(`no definition ${definitionId}`)
    series.push({ operationId, definition, points })
  }
  for (const item of library.yearlyStrength.filter((each) => each.operationId === operationId))
    add(
      item.definitionId,
      item.rows.map(([year, month, personnel, troops, police, observers, monthsReported]) => ({
        on: `${year}-${String(month).padStart(2, '0')}`,
        personnel,
        qualifier: 'exact',
        troops,
        police,
        observers,
        monthsReported,
        sources: item.sources,
        verification: item.verification,
      })),
    )
  for (const item of library.strengthReports.filter((each) => each.operationId === operationId))
    add(
      item.definitionId,
      item.reports.map(({ on, personnel, qualifier, sources, verification }) => ({
        on,
        personnel,
        qualifier,
        troops: null,
        police: null,
        observers: null,
        monthsReported: null,
        sources,
        verification,
      })),
    )
  return series
}
