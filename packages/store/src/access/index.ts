export { findNewestEvent, insertAccessEvent, listAccessEvents, type AccessEventLine } from './access-event.queries.ts'
export {
  decideAccessRequest,
  insertAccessRequest,
  listOpenRequests,
  withdrawAccessRequests,
  type AccessRequest,
} from './access-request.queries.ts'
export {
  findOpenInvitation,
  insertInvitation,
  useInvitation,
  withdrawInvitations,
  type OpenInvitation,
} from './invitation.queries.ts'
export { listMarkings, numberMarkings, scopeOf, toMarking } from './marking.queries.ts'
export {
  countPeople,
  findCredential,
  findPerson,
  insertPerson,
  listDisplayNames,
  listPeople,
  setClearance,
  setMembership,
  setPasswordHash,
  type Credential,
  type Person,
  type PersonLine,
} from './person.queries.ts'
export { readerOf } from './reader.queries.ts'
export { listWriters, type Writer, type WriterNow } from './writer.queries.ts'
export {
  deleteMembership,
  hasOtherAdministrator,
  listPeopleOf,
  lockPeople,
  raiseVersion,
  setClearances,
  setDisabled,
  setIdleLock,
  setPersonFacts,
  type OperationPerson,
} from './people.queries.ts'
export {
  endSession,
  endSessionById,
  endSessionsOf,
  findSession,
  insertSession,
  listSessions,
  lockSession,
  noteActivity,
  setShared,
  touchSession,
  unlockSession,
  type NewSession,
  type Session,
  type SessionLine,
  type SignInMethod,
  type WallboardLimit,
} from './session.queries.ts'
export {
  bindOutsideAccount,
  deleteOtherWaysIn,
  deletePasskey,
  findPasskey,
  findPersonBySubject,
  insertPasskey,
  listPasskeys,
  notePasskeyUse,
  type Passkey,
} from './passkey.queries.ts'
export { insertIncidentViewing, listViewers, listViewings, type ViewingLine } from './viewing.queries.ts'
export { listMembers, type Member } from './member.queries.ts'
