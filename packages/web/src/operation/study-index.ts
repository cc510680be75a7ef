import type {
  Definition,
  Fact,
  Footnote,
  Instrument,
  LibraryOperation,
  LibrarySource,
  OperationLibrary,
} from '@eirene/domain/operation/library'
import type { Body } from '@eirene/domain/organisation'

type YearlyStrength = OperationLibrary['yearlyStrength'][number]
type StrengthReports = OperationLibrary['strengthReports'][number]

/** The library, ready to be asked by id. */
export interface StudyIndex {
  readonly operations: ReadonlyMap<string, LibraryOperation>
  readonly instruments: ReadonlyMap<string, Instrument>
  readonly sources: ReadonlyMap<string, LibrarySource>
  readonly definitions: ReadonlyMap<string, Definition>
  readonly footnotes: ReadonlyMap<string, Footnote>
  readonly strengthYearly: ReadonlyMap<string, YearlyStrength>
  readonly strengthReports: ReadonlyMap<string, readonly StrengthReports[]>
  readonly bodyName: (code: string, language: string) => string
  readonly predecessorsOf: (operationId: string) => readonly { readonly id: string; readonly fact: Fact<string> }[]
}

function byId<T extends { readonly id: string }>(rows: readonly T[]): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [row.id, row]))
}

/** Builds the index of a library. */
export function studyIndex(library: OperationLibrary, organisations: readonly Body[]): StudyIndex {
  const bodies = new Map<string, Body>(organisations.map((body) => [body.code, body]))
  return {
    operations: byId(library.operations),
    instruments: byId(library.instruments),
    sources: byId(library.sources),
    definitions: byId(library.definitions),
    footnotes: byId(library.footnotes),
    strengthYearly: new Map(library.yearlyStrength.map((series) => [series.operationId, series])),
    strengthReports: Map.groupBy(library.strengthReports, (series) => series.operationId),
    bodyName: (code, language) => {
      const names = bodies.get(code)?.names
      return (language === 'fr' ? names?.fr : names?.en) ?? code
    },
    predecessorsOf: (operationId) =>
      library.operations.flatMap((operation) =>
        operation.successors.filter((fact) => fact.value === operationId).map((fact) => ({ id: operation.id, fact })),
      ),
  }
}
