export { accessRoutes, sessionCookieName, type AccessDeps } from './access.routes.ts'
export { admitFirstPeople, ensureFirstPeople, FIRST_PEOPLE } from './first-people.ts'
export { invitePerson, type InvitationLink, type Invitee } from './invite-person.ts'
export { isSessionOld, isSessionUnchanged, resumeSession, type SignedIn } from './session.ts'
