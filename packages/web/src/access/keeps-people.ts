import { ACTS, type Role } from '@eirene/domain/access'

/** Whether one of these roles sees who looked at records of their own compartments. */
export function auditsViewings(roles: readonly Role[]): boolean {
  const auditors: readonly Role[] = ACTS['viewing.audit']
  return roles.some((role) => auditors.includes(role))
}

/** Whether one of these roles sees who is in the operation. */
export function keepsPeople(roles: readonly Role[]): boolean {
  const keepers: readonly Role[] = ACTS['person.list']
  return roles.some((role) => keepers.includes(role))
}
