import { ACTS, type Act, type Role } from '@eirene/domain/access'

/** Whether one of these roles may do an act in this operation. The server decides; a screen only does not offer the rest. */
export function mayDo(act: Act, roles: readonly Role[]): boolean {
  const allowed: readonly Role[] = ACTS[act]
  return roles.some((role) => allowed.includes(role))
}
