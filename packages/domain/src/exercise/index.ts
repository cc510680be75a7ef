export {
  DEMONSTRATION,
  demonstrationAt,
  generateFictionalMission,
  type FictionalMission,
  type FictionalMissionOrder,
  type StaffPost,
} from './fictional-mission.ts'
export { missionGeography, type MissionGeography } from './geography.ts'
export type { Feature, FeatureCollection, Geometry, Position } from './geojson.ts'
export { generateManyEvents, type ManyEvents } from './many-events.ts'
export type { ScenarioPatrol } from './patrols.ts'
export type { DuplicateLink } from './recording.ts'
export { isLeftToTrainees, REPLAY_POSTS, replayScript, type ReplayPost, type ReplayTurn } from './replay-script.ts'
