import { areaAt, listOwnPlaces, type OperationView } from '@eirene/domain/operation'
import type { Issue } from '@eirene/domain/parse'
import { lintIdentities, lintSourceCode, type FieldDraft } from '@eirene/domain/report'
import { listAreas } from './area.ts'
import { readPosition } from './read-position.ts'

export { formatMgrs, parseMgrs } from '../../map/index.ts'
export { readPosition } from './read-position.ts'
export { buildFieldReport as checkDraft } from '@eirene/domain/report'

/** Doubts about a draft, told while it is written: what may tell who somebody is. */
export function doubtsOf(draft: FieldDraft, { name, geography }: OperationView): readonly Issue[] {
  const places = listOwnPlaces(geography).map((place) => place.name)
  const parties = draft.actors.map((actor) => actor.name)
  const known = [name, draft.placeName, ...places, ...listAreas(geography), ...parties]
  return [
    ...lintIdentities(draft.narrative, ['narrative'], known),
    ...lintIdentities(draft.title, ['title'], known),
    ...lintSourceCode(draft.sourceCode),
  ]
}

/** The district, else the region, of the place that a draft tells; undefined where the operation's list does not say. */
export function districtOf({ position, placeName }: FieldDraft, { geography }: OperationView): string | undefined {
  const point = readPosition(position, '')
  const { adm1, adm2 } = areaAt(geography, point ?? { lon: NaN, lat: NaN })
  const named = listAreas(geography).find((area) => area === placeName.trim())
  return adm2 ?? adm1 ?? named
}
