import './release.css'

export { PublicReleases } from './PublicReleases.tsx'
export { ReleaseContentView, type FamilyName } from './ReleaseContentView.tsx'
