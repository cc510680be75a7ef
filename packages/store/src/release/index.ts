export {
  approveRelease,
  endRelease,
  findRelease,
  insertRelease,
  listProposalsOfOthers,
  listReleases,
  lockReleases,
  type AwaitedProposal,
  type NewRelease,
  type StoredRelease,
} from './release.queries.ts'
export { insertReleaseFigures, listReleasedFigures } from './release-figure.queries.ts'
export { findPublicRelease, listPublicReleases, type PublicRelease } from './public-release.queries.ts'
export { insertReleaseLink, openReleaseLink } from './release-link.queries.ts'
