export { ensureDemonstration, type Demonstration } from './ensure-demonstration.ts'
