export { ACTOR_KINDS, ALLEGED_ROLES, type Actor, type ActorKind, type AllegedRole } from './actor.ts'
