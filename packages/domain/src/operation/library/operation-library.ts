import * as z from 'zod/mini'
import definitions from './definitions.json' with { type: 'json' }
import footnotes from './footnotes.json' with { type: 'json' }
import instruments from './instruments.json' with { type: 'json' }
import {
  definition,
  footnote,
  instrument,
  libraryOperation,
  librarySource,
  piracyCurve,
  strengthReports,
  yearlyStrength,
} from './library-schema.ts'
import otherOperations from './other-operations.json' with { type: 'json' }
import piracy from './piracy.json' with { type: 'json' }
import sources from './sources.json' with { type: 'json' }
import reports from './strength-reports.json' with { type: 'json' }
import yearly from './strength-yearly.json' with { type: 'json' }
import unFirst from './un-1948-1992.json' with { type: 'json' }
import unSecond from './un-1993-1998.json' with { type: 'json' }
import unThird from './un-1999-2017.json' with { type: 'json' }

/** An operation of the library, with every fact dated and sourced. */
export type LibraryOperation = Readonly<z.infer<typeof libraryOperation>>
/** Where a fact was read. */
export type LibrarySource = Readonly<z.infer<typeof librarySource>>
/** A resolution or decision on which operations rest. */
export type Instrument = Readonly<z.infer<typeof instrument>>
/** What a figure counts. Figures of two definitions are never mixed. */
export type Definition = Readonly<z.infer<typeof definition>>
/** A sentence that must stand beside a name. */
export type Footnote = Readonly<z.infer<typeof footnote>>
/** Attacks off the Horn of Africa per year, one series for each definition. */
export type PiracyCurve = Readonly<z.infer<typeof piracyCurve>>

/** Everything the project has curated about past and present operations. */
export interface OperationLibrary {
  /** By beginning, then id. */
  readonly operations: readonly LibraryOperation[]
  readonly sources: readonly LibrarySource[]
  readonly instruments: readonly Instrument[]
  readonly definitions: readonly Definition[]
  readonly footnotes: readonly Footnote[]
  readonly yearlyStrength: readonly Readonly<z.infer<typeof yearlyStrength>>[]
  readonly strengthReports: readonly Readonly<z.infer<typeof strengthReports>>[]
  readonly piracy: PiracyCurve
}

let library: OperationLibrary | undefined

/** The library, checked against its schema at the first call. A fault in the files is a bug and throws. */
export function operationLibrary(): OperationLibrary {
  library ??= {
    operations: z
      .parse(z.array(libraryOperation), [...unFirst, ...unSecond, ...unThird, ...otherOperations])
      .sort((a, b) => a.began.value.localeCompare(b.began.value) || a.id.localeCompare(b.id)),
    sources: z.parse(z.array(librarySource), sources),
    instruments: z.parse(z.array(instrument), instruments),
    definitions: z.parse(z.array(definition), definitions),
    footnotes: z.parse(z.array(footnote), footnotes),
    yearlyStrength: z.parse(z.array(yearlyStrength), yearly),
    strengthReports: z.parse(z.array(strengthReports), reports),
    piracy: z.parse(piracyCurve, piracy),
  }
  return library
}
