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
export {
  findPublicRelease,
  findPublicTombstone,
  listPublicReleases,
  listPublicTombstones,
  type PublicRelease,
  type PublicTombstone,
} from './public-release.queries.ts'
export {
  endReleaseLink,
  insertReleaseLink,
  listReleaseLinks,
  openReleaseLink,
  type StoredReleaseLink,
} from './release-link.queries.ts'
