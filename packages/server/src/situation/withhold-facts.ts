import type { SitrepChanges, SitrepContent } from '@eirene/domain/situation'
import { wordsOf } from './sitrep-language.ts'

/**
 * A draft for whoever may not see (any more) what its facts were made from: comments and the words of the components stay, each
 * section says that its facts have to be made anew, and no record, figure or source is left. Which record it is is not said.
 */
export function withholdFacts(content: SitrepContent): SitrepContent {
  const { factsWithheld } = wordsOf(content.language).furniture
  const notice = { kind: 'paragraph', runs: [{ kind: 'text', text: factsWithheld }] } as const
  return {
    ...content,
    sections: content.sections.map((section) => ({
      ...section,
      blocks: [notice, ...section.blocks.filter(({ kind }) => kind === 'comment')],
    })),
    records: [],
    sources: [],
    ...(content.inputs !== undefined && { inputs: content.inputs.map((line) => ({ ...line, nos: [] })) }),
  }
}

/**
 * What changed in the facts, for whoever may see these records alone: of others neither record nor figure is told, nor how many
 * there are. `isWithheld`: the facts themselves are not theirs to see; then what is beyond the listed records may be hidden too.
 */
export function withholdChanges<T extends SitrepChanges>(
  changes: T,
  { readable, isWithheld }: { readonly readable: ReadonlySet<string>; readonly isWithheld: boolean },
): T {
  const records = changes.records.filter(({ incidentId }) => readable.has(incidentId))
  if (!isWithheld && records.length === changes.records.length) return changes
  return { ...changes, records, recordCount: records.length, figures: [] }
}
