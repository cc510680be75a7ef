export { findBody, listBodies, type Body } from './body.ts'
export {
  findMembership,
  listMemberships,
  membersOn,
  SUB_STATES,
  subStatesOn,
  type Membership,
  type SubState,
} from './membership.ts'
