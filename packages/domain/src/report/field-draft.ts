import type { AllegedRole } from '../actor/index.ts'
import type { Compartment } from '../access/index.ts'
import type { TimePrecision } from '../time/index.ts'
import { screenFindings, screenText } from './compartment-screen.ts'
import type { FieldReport } from './field-report.ts'
import type { FIELD_HARM_CATEGORIES, FIELD_REPORT_TYPES, OBSERVATION_SENSES, SourceKind } from './report.ts'

/** People harmed, as typed: an empty field is not known, and stays so. */
export interface HarmDraft {
  readonly category: (typeof FIELD_HARM_CATEGORIES)[number]
  readonly group: FieldReport['harm'][number]['group']
  readonly low: string
  readonly best: string
  readonly high: string
}

/** A field report while it is being written: as typed, so that nothing is lost that is not right yet. */
export interface FieldDraft {
  /** Minted with the draft: whatever happens on the way, it is one report. */
  readonly id: string
  readonly type: (typeof FIELD_REPORT_TYPES)[number] | null
  readonly typeCode: string
  /** `YYYY-MM-DDTHH:MM` by the clocks of the operation. */
  readonly at: string
  readonly timePrecision: TimePrecision
  /** Coordinates or a grid reference, as typed. */
  readonly position: string
  /** Radius in metres that surely holds the place; empty until the writer has said it. */
  readonly precisionM: string
  readonly placeName: string
  /** Empty until said; `told`: from somebody else. */
  readonly sense: (typeof OBSERVATION_SENSES)[number] | 'told' | ''
  readonly sourceKind: SourceKind
  readonly sourceCode: string
  readonly title: string
  readonly narrative: string
  readonly harm: readonly HarmDraft[]
  readonly actors: readonly { readonly name: string; readonly role: AllegedRole }[]
  readonly correctsId: string | null
  /** Of a restricted matter: the district or region, and nothing closer. */
  readonly area: string
  /** Of a restricted matter: whether the referral was offered. Null until said. */
  readonly referralOffered: boolean | null
}

/** Matters of survivors, children and trafficked people: whoever has no part in their compartment does not interview. */
const SURVIVOR_COMPARTMENTS: readonly Compartment[] = ['CRSV', 'CAAC', 'SEA', 'TIP']

/** Compartments that a draft calls for, by its type or its words. */
export function compartmentsCalledFor(
  draft: Pick<FieldDraft, 'title' | 'narrative'>,
  typeCompartments: readonly Compartment[],
): readonly Compartment[] {
  return [...new Set([...typeCompartments, ...screenText(`${draft.title}\n${draft.narrative}`)])].sort()
}

/** Whether the form ends at area and month for this writer: a matter of survivors whose compartment they do not hold. */
export function isRestrictedMatter(
  called: readonly Compartment[],
  writerCompartments: readonly Compartment[],
): boolean {
  return called.some((one) => SURVIVOR_COMPARTMENTS.includes(one) && !writerCompartments.includes(one))
}

/** Words of a draft, as written, for which the form ends at area and month for this writer. */
export function restrictingWords(
  { title, narrative }: Pick<FieldDraft, 'title' | 'narrative'>,
  writerCompartments: readonly Compartment[],
): readonly string[] {
  const found = screenFindings(`${title}\n${narrative}`)
  const words = found.filter(({ compartment }) => isRestrictedMatter([compartment], writerCompartments))
  return [...new Set(words.flatMap((finding) => finding.words.map((word) => word.toLowerCase())))]
}

/** The draft without what a restricted matter must not leave behind on a device that may be searched. */
export function withoutRestrictedWords(draft: FieldDraft): FieldDraft {
  const month = /^\d{4}-\d{2}(?=-)/.exec(draft.at)?.[0]
  return {
    ...{ ...draft, title: '', narrative: '', placeName: '', position: '', precisionM: '', harm: [], actors: [] },
    ...(month !== undefined && ({ at: `${month}-01T00:00`, timePrecision: 'month' } as const)),
  }
}

/** A count as typed: empty is not known (null), and undefined is no count. */
export function parseTypedCount(text: string): number | null | undefined {
  const bare = text.trim()
  if (bare === '') return null
  return /^\d{1,8}$/.test(bare) ? Number(bare) : undefined
}
