/* eslint-disable max-lines -- every table in one place: the test that compares it with the migrations reads this file */
/**
 * The tables, as the queries see them: column names and the types that come out of the driver.
 * `tools/check-schema.ts` compares this with the migrated database.
 */
import type { ColumnType, Generated } from 'kysely'

type Instant = ColumnType<Date, Date | string, Date | string>
type NullableInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
type Json = ColumnType<unknown, string, string>
type NullableJson = ColumnType<unknown, string | null | undefined, string | null>

/** Made by the database from the other columns; never written. */
type Searched<T> = ColumnType<T, never, never>

export interface Schema {
  person: {
    id: string
    display_name: string
    login: string
    organisation: Generated<string>
    password_hash: string | null
    disabled_at: NullableInstant
    created_at: Instant
    valid_until: NullableInstant
    idle_lock_minutes: number | null
    version: Generated<number>
  }
  clearance: { person_id: string; policy: string; level: string }
  operation: {
    id: string
    slug: string
    name: string
    acronym: string
    realm: string
    time_zone: string
    host_countries_iso3: Generated<string[]>
    library_id: string | null
    geography: NullableJson
    created_at: Instant
  }
  membership: { operation_id: string; person_id: string; roles: string[]; compartments: Generated<string[]> }
  invitation: { token_hash: Buffer; person_id: string; expires_at: Instant; used_at: NullableInstant }
  session: {
    token_hash: Buffer
    person_id: string
    csrf_token: string
    created_at: Instant
    last_seen_at: Instant
    ended_at: NullableInstant
    id: Generated<string>
    kind: Generated<string>
    method: Generated<string>
    device: Generated<string>
    is_shared: Generated<boolean>
    active_at: NullableInstant
    locked_at: NullableInstant
    ends_at: NullableInstant
    wallboard_of: string | null
  }
  access_event: {
    id: string
    at: Instant
    person_id: string | null
    kind: string
    detail: Json
    concerns_operation: string | null
    actor_id: string | null
  }
  access_request: {
    operation_id: string
    id: string
    person_id: string
    asked_by: string
    asked_at: Instant
    reason: string
    roles: string[]
    compartments: string[]
    clearances: Json
    organisation: string | null
    decision: string | null
    decided_by: string | null
    decided_at: NullableInstant
  }
  passkey: {
    id: string
    person_id: string
    label: string
    public_key: Buffer
    sign_count: bigint
    transports: Generated<string[]>
    created_at: Instant
    last_used_at: NullableInstant
  }
  outside_account: { issuer: string; subject: string; person_id: string; bound_at: Instant }
  record_viewing: {
    operation_id: string
    id: string
    marking_no: number
    record_kind: string
    record_id: string
    person_id: string
    viewed_at: Instant
  }
  marking: {
    operation_id: string
    marking_no: number
    marking_key: string
    realm: string
    policy: string
    level: string
    releasable_to: string[]
    compartments: string[]
    caveats: string[]
  }
  source: {
    operation_id: string
    id: string
    code: string
    kind: string
    name: string
    reliability: string
    machine_generated: Generated<boolean>
    citation: string | null
    url: string | null
  }
  dataset_import: {
    operation_id: string
    id: string
    dataset: string
    release: string
    file_name: string
    file_sha256: string
    file_bytes: bigint
    person_id: string | null
    on_error: string
    state: string
    rows_read: Generated<number>
    rows_stored: Generated<number>
    rows_unchanged: Generated<number>
    rows_superseding: Generated<number>
    rows_rejected: Generated<number>
    rows_restricted: Generated<number>
    issues: Json
    started_at: Instant
    ended_at: NullableInstant
    undone_at: NullableInstant
    undone_by: string | null
    restricted: ColumnType<unknown, string | undefined, string>
    mapping: NullableJson
  }
  report: {
    operation_id: string
    id: string
    marking_no: number
    source_id: string
    import_id: string | null
    type: string
    title: string
    body: string
    language: string
    originated_at: NullableInstant
    reliability: string
    credibility: number
    origin_key: string | null
    dataset: string | null
    release: string | null
    external_id: string | null
    row_no: number | null
    original: NullableJson
    content_hash: Buffer | null
    method: string
    person_id: string | null
    recorded_at: Instant
    supersedes_id: string | null
    superseded_at: NullableInstant
    superseded_by_import: string | null
    search_at: Searched<Date>
    search_terms: Searched<string | null>
  }
  observation: {
    operation_id: string
    id: string
    marking_no: number
    report_id: string
    occurred_from: Instant
    occurred_to: NullableInstant
    time_precision: string
    sense: string
    observer_lon: number | null
    observer_lat: number | null
    observer_precision_m: number | null
    observer_place: Generated<string>
    direction_deg: number | null
    distance_m: number | null
    count: number | null
    count_is_approximate: Generated<boolean>
    what: string
    weapon: string | null
    language: string
    method: string
    person_id: string | null
    recorded_at: Instant
  }
  actor: {
    operation_id: string
    id: string
    name: string
    aliases: Generated<string[]>
    kind: string
    parent_id: string | null
    external_ids: Generated<string[]>
  }
  incident: {
    operation_id: string
    id: string
    marking_no: number
    import_id: string | null
    type_code: string
    code_list_version: string
    source_type: string | null
    occurred_from: Instant
    occurred_to: NullableInstant
    time_precision: string
    lon: number | null
    lat: number | null
    precision_m: number | null
    h3: ColumnType<bigint | null, bigint | string | null, bigint | string | null>
    place_name: Generated<string>
    adm1: string | null
    adm2: string | null
    country_iso3: string | null
    title: string
    narrative: string
    language: string
    state: string
    method: string
    person_id: string | null
    recorded_at: Instant
    supersedes_id: string | null
    superseded_at: NullableInstant
    superseded_by_import: string | null
    search_at: Searched<Date>
    search_terms: Searched<string | null>
  }
  incident_report: { operation_id: string; incident_id: string; report_id: string }
  involvement: { operation_id: string; incident_id: string; actor_id: string; role: string }
  harm: {
    operation_id: string
    incident_id: string
    category: string
    group_code: string
    sex: string | null
    age_band: string | null
    low: number | null
    best: number | null
    high: number | null
    counting_rule: string
  }
  state_change: {
    operation_id: string
    id: string
    incident_id: string
    from_state: string
    to_state: string
    reason: string
    method: string
    person_id: string | null
    confirmed_by: string | null
    changed_at: Instant
  }
  grade_change: {
    operation_id: string
    id: string
    report_id: string
    reliability: string
    credibility: number
    reason: string
    person_id: string
    graded_at: Instant
  }
  verification_proposal: {
    operation_id: string
    id: string
    incident_id: string
    basis: string
    reason: string
    person_id: string
    proposed_at: Instant
    at_revision: number
  }
  verification_decision: {
    operation_id: string
    proposal_id: string
    outcome: string
    reason: string
    person_id: string
    decided_at: Instant
  }
  incident_merge: {
    operation_id: string
    id: string
    incident_id: string
    into_incident_id: string
    state_before: string
    reason: string
    person_id: string | null
    merged_at: Instant
  }
  incident_unmerge: {
    operation_id: string
    merge_id: string
    reason: string
    person_id: string
    undone_at: Instant
  }
  suggestion_dismissal: {
    operation_id: string
    incident_id: string
    other_id: string
    reason: string
    person_id: string
    dismissed_at: Instant
  }
  sitrep: {
    operation_id: string
    id: string
    marking_no: number
    number: string
    state: string
    period_from: Instant
    period_to: Instant
    filter: Json
    language: string
    content: Json
    corrects_id: string | null
    drafted_by: string | null
    drafted_at: Instant
    released_by: string | null
    released_at: NullableInstant
    search_at: Searched<Date>
    search_terms: Searched<string | null>
    released_content: NullableJson
  }
  sitrep_version: {
    operation_id: string
    id: string
    sitrep_id: string
    section: string
    version_no: number
    body: string
    person_id: string
    written_at: Instant
  }
  sitrep_request: {
    operation_id: string
    id: string
    sitrep_id: string
    component: string
    cutoff_at: Instant
    person_id: string
    asked_at: Instant
  }
  sitrep_input: {
    operation_id: string
    id: string
    sitrep_id: string
    component: string
    body: string | null
    incident_ids: string[]
    person_id: string
    given_at: Instant
  }
  sitrep_facts: {
    operation_id: string
    id: string
    sitrep_id: string
    facts_no: number
    content: Json
    changes: Json
    person_id: string
    made_at: Instant
  }
  correction_notice: {
    operation_id: string
    id: string
    sitrep_id: string
    person_id: string
    told_by: string
    told_at: Instant
  }
  correction_acknowledgement: {
    operation_id: string
    sitrep_id: string
    person_id: string
    acknowledged_at: Instant
  }
  sitrep_taking: {
    operation_id: string
    id: string
    sitrep_id: string
    person_id: string
    format: string
    state: string
    taken_at: Instant
  }
  release: {
    operation_id: string
    id: string
    marking_no: number
    audience: string
    state: string
    number: string | null
    request: Json
    content: Json
    desk: Json
    digest: string
    to_whom: string
    reason: string
    proposed_by: string
    proposed_at: Instant
    decided_by: string | null
    decided_at: NullableInstant
    withdrawn_by: string | null
    withdrawn_at: NullableInstant
    end_reason: string | null
  }
  release_figure: { operation_id: string; release_id: string; figure_key: string; incident_ids: string[] }
  release_link: {
    operation_id: string
    id: string
    release_id: string
    token_hash: Buffer
    to_whom: string
    is_one_time: boolean
    made_by: string
    made_at: Instant
    expires_at: Instant
    opened_at: NullableInstant
    last_opened_at: NullableInstant
    ended_at: NullableInstant
    ended_by: string | null
  }
  release_tombstone: {
    operation_id: string
    release_id: string
    acronym: string
    realm: string
    number: string
    released_at: Instant
    withdrawn_at: Instant
    reason: string | null
  }
  sitrep_number: { operation_id: string; drafted_on: string; last_no: number; series: Generated<string> }
  ledger_head: { operation_id: string; link_no: bigint; link_hash: Buffer }
  ledger_link: {
    operation_id: string
    link_no: bigint
    sealed_at: Instant
    is_adoption: Generated<boolean>
    kinds: string[]
    kind_counts: number[]
    record_ids: string[]
    content_hashes: Buffer[]
    standings: string[]
    previous_hash: Buffer
    root: Buffer
    link_hash: Buffer
  }
  attachment: {
    operation_id: string
    id: string
    report_id: string
    media_type: string
    bytes: number
    sha256: string
    thumbnail_sha256: string | null
    width_px: number | null
    height_px: number | null
    person_id: string | null
    recorded_at: Instant
  }
  attachment_original: {
    operation_id: string
    attachment_id: string
    marking_no: number
    sha256: string
    bytes: number
    taken_off: Json
    recorded_at: Instant
  }
  saved_view: { operation_id: string; id: string; person_id: string; name: string; query: string; created_at: Instant }
  flash_number: { operation_id: string; sent_on: string; last_no: number; series: Generated<string> }
  flash_report: {
    operation_id: string
    id: string
    marking_no: number
    number: string
    precedence: string
    thread_id: string
    incident_id: string | null
    content: Json
    tree: Json
    first_word_at: Instant
    sent_by: string
    sent_at: Instant
  }
  notification: { operation_id: string; flash_id: string; person_id: string; step_no: number; notified_at: Instant }
  acknowledgement: { operation_id: string; flash_id: string; person_id: string; acknowledged_at: Instant }
  notification_tree: { operation_id: string; id: string; tree: Json; set_by: string; set_at: Instant }
  watch_entry: {
    operation_id: string
    id: string
    text: string
    owner_role: string | null
    due_at: NullableInstant
    written_by: string
    written_at: Instant
  }
  watch_action_done: { operation_id: string; entry_id: string; how: string; done_by: string; done_at: Instant }
  handover: {
    operation_id: string
    id: string
    note: string
    open_action_ids: string[]
    outgoing_id: string
    signed_out_at: Instant
  }
  handover_signature: { operation_id: string; handover_id: string; incoming_id: string; signed_in_at: Instant }
}
