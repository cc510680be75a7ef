export {
  isReadWherever,
  mayAct,
  mayRead,
  readableMarkings,
  type Membership,
  type NumberedMarking,
  type Reader,
} from './decision.ts'
export {
  ACCREDITATION,
  CAVEATS,
  COMPARTMENTS,
  isWithinAccreditation,
  LEVELS,
  levelRank,
  markingKey,
  openMarking,
  POLICIES,
  REALMS,
  withCompartments,
  type Compartment,
  type HandlingCaveat,
  type Marking,
  type Policy,
  type Realm,
} from './marking.ts'
export { ACTS, ROLES, type Act, type Role } from './role.ts'
export {
  acceptInvitationSchema,
  INVITATION_PATH,
  SESSION_PATH,
  SIGN_IN_PATH,
  signInSchema,
  type InvitationView,
  type SessionView,
} from './access.contract.ts'
