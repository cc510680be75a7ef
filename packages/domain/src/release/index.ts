export {
  AUDIENCES,
  LADDER,
  NEVER_RELEASED,
  PARTNER_H3_RESOLUTION,
  RELEASE_AUDIENCES,
  type Audience,
  type CoarsePlace,
  type CoarseTime,
  type ReleaseAudience,
  type Rung,
  type TypeSensitivity,
} from './audience.ts'
export { coarsePlace, mayLeave, PLACE_NOT_KNOWN, unitOf, unitsWithin, type ReleaseRecord } from './coarsen.ts'
export { countTable, type CountCell, type CountTable, type WithheldFor } from './count-table.ts'
export { findDisclosures, type Disclosure, type PublishedFigure } from './differencing.ts'
export { derivable, suppress, type Derivable } from './suppress.ts'
export { makeRelease, type MadeRelease, type ReleaseSubject } from './make-release.ts'
export {
  RELEASE_BASES,
  RELEASE_STATES,
  uncovered,
  type ReleaseBasis,
  type ReleaseContent,
  type ReleaseDesk,
  type ReleaseFigure,
  type ReleaseLine,
  type ReleasePeriod,
  type ReleaseState,
  type ReleaseTable,
  type ShownFigure,
} from './release.ts'
export {
  parseReleaseOrder,
  PUBLIC_RELEASE_PATH,
  PUBLIC_RELEASES_PATH,
  RELEASE_APPROVE_PATH,
  RELEASE_LINK_PATH,
  RELEASE_LINKS_PATH,
  RELEASE_MAX_DAYS,
  RELEASE_PATH,
  RELEASE_PREVIEW_PATH,
  RELEASE_REFUSE_PATH,
  RELEASE_WITHDRAW_PATH,
  releaseApprovalSchema,
  releaseLinkSchema,
  releaseReasonSchema,
  RELEASES_PATH,
  type PublicReleaseSummary,
  type PublicReleaseView,
  type ReleaseLinkView,
  type ReleaseOrder,
  type ReleasePreview,
  type ReleaseSummary,
  type ReleaseView,
} from './release.contract.ts'
