/** Every answer "understood, and no": code → HTTP status. Each code is a heading in docs/reference/problems.md. */
export const PROBLEM_STATUS = {
  'input.invalid': 422,
  'input.too_large': 413,
  'input.unsupported': 415,
  'access.sign_in_needed': 401,
  'access.sign_in_refused': 401,
  'access.password_refused': 401,
  'access.forbidden': 403,
  'access.csrf': 403,
  'access.too_many_attempts': 429,
  'access.invitation_unknown': 404,
  'access.password_weak': 422,
  'access.above_accreditation': 422,
  'access.locked': 423,
  'access.wallboard': 403,
  'access.own_part': 403,
  'access.second_person': 403,
  'access.last_administrator': 409,
  'access.changed_meanwhile': 409,
  'access.kept_elsewhere': 403,
  'access.passkey_refused': 401,
  'access.passkeys_unavailable': 409,
  'access.oidc_unavailable': 404,
  'access.oidc_refused': 401,
  'record.not_found': 404,
  'operation.not_found': 404,
  'operation.exists': 409,
  'import.unknown_dataset': 422,
  'import.unreadable': 422,
  'import.refused': 422,
  'import.already_undone': 409,
  'import.busy': 409,
  'attachment.unreadable': 422,
  'attachment.too_many': 409,
  'incident.transition_refused': 409,
  'incident.changed': 409,
  'incident.grade_refused': 409,
  'incident.proposal_closed': 409,
  'incident.merge_refused': 409,
  'situation.filter_invalid': 422,
  'flash.state': 409,
  'handover.state': 409,
  'sitrep.not_found': 404,
  'sitrep.state': 409,
  'backup.nothing': 404,
  'backup.unreadable': 422,
  'backup.passphrase_wrong': 403,
  'backup.newer': 409,
  'backup.target_exists': 409,
  'backup.target_not_empty': 409,
  'sitrep.edited_meanwhile': 409,
  'release.not_found': 404,
  'release.state': 409,
  'release.own': 403,
  'release.nothing': 422,
  'release.changed': 409,
  'release.link_unknown': 404,
  'release.withdrawn': 410,
  'environment.port_busy': 503,
  'environment.server_unreachable': 503,
  'environment.database_unreachable': 503,
  'environment.disk_full': 507,
  'environment.data_directory': 503,
  'environment.attachment_storage': 503,
  'environment.stopping': 503,
  'data.in_use': 409,
  'usage.invalid': 400,
} as const satisfies Record<string, number>

/** `room.what` of an expected refusal; each is a heading of docs/reference/problems.md. */
export type ProblemCode = keyof typeof PROBLEM_STATUS

/**
 * An expected refusal: the request was understood and the answer is no.
 * `message` is shown to the person as it is; `details` are public, so nothing secret goes there.
 */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ProblemCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.code = code
    this.details = details
  }
}
