/** Components of a mission that give their part to a situation report. */
export const COMPONENTS = [
  'military',
  'police',
  'political',
  'human_rights',
  'gender',
  'child_protection',
  'rule_of_law',
  'ddr',
  'ssr',
  'mine_action',
  'cimic',
  'mission_support',
  'safety_security',
] as const
export type Component = (typeof COMPONENTS)[number]
