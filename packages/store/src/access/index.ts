export { ACCESS_EVENTS, insertAccessEvent, type AccessEventKind } from './access-event.queries.ts'
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
export { endSession, endSessionsOf, findSession, insertSession, touchSession, type Session } from './session.queries.ts'
