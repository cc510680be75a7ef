export { ensureDemonstration, type Demonstration } from './ensure-demonstration.ts'
export { replayMission, type ReplayOutcome } from './replay-mission.ts'
