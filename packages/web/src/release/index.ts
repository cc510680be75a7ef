import './release.css'

export { PublicReleases } from './PublicReleases.tsx'
export { PeriodNote } from './PeriodNote.tsx'
export { ReleaseContentView, type FamilyName } from './ReleaseContentView.tsx'
