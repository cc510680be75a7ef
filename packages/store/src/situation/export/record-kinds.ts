import { coded, column, count, id, instant, kind, MARKING, nested, seen, type ExportKind } from './export-kind.ts'

const NOT_KNOWN = 'not known, which is never zero'
const NO_DATASET = 'the mission’s own, not from a dataset'
const NO_PLACE = 'place not known'
const PERSON = id('person_id', 'who wrote it', 'not by a signed-in person')

const VALID_TIME = [
  instant('occurred_from', 'earliest instant at which it may have begun'),
  instant('occurred_to', 'instant by which it was over', 'end not known'),
  column('time_precision', 'how surely the time is known: minute, hour, day, week, month, year'),
]
const WRITTEN = [
  column('language', 'language of the words', { unit: 'BCP 47' }),
  column('method', 'how it came into the system: human, import, machine'),
  PERSON,
  instant('recorded_at', 'when the system recorded it'),
]

const incidents = kind({
  name: 'incidents',
  table: 'incident',
  row: 'an incident, also one that was superseded, merged or rejected',
  place: ['lon', 'lat'],
  columns: [
    id('id', 'the incident'),
    coded('type_code', 'what happened', 'incident-type'),
    column('code_list_version', 'version of the list of incident types'),
    column('source_type', 'type as the source calls it', { missing: NO_DATASET }),
    coded('state', 'state of verification', 'incident-state'),
    column('title', 'headline'),
    column('narrative', 'what happened, in words'),
    ...VALID_TIME,
    count('lon', 'longitude', 'degrees, WGS 84', NO_PLACE),
    count('lat', 'latitude', 'degrees, WGS 84', NO_PLACE),
    count('precision_m', 'radius that surely holds the true place', 'metres', NO_PLACE),
    column('place_name', 'name of the place', { missing: 'not named' }),
    column('adm1', 'first administrative level', { missing: NOT_KNOWN }),
    column('adm2', 'second administrative level', { missing: NOT_KNOWN }),
    column('country_iso3', 'country', { unit: 'ISO 3166-1 alpha-3', missing: NOT_KNOWN }),
    nested('harm', 'harm to people, as in harm.csv', {
      sql: `(select coalesce(json_agg(json_build_object('category', h.category, 'group', h.group_code, 'sex', h.sex, 'ageBand', h.age_band,
        'low', h.low, 'best', h.best, 'high', h.high, 'countingRule', h.counting_rule) order by h.category, h.group_code), '[]'::json)
        from harm h where h.operation_id = t.operation_id and h.incident_id = t.id)`,
    }),
    nested('parties', 'parties with their part in it', {
      sql: `(select coalesce(json_agg(json_build_object('id', a.id, 'name', a.name, 'role', v.role) order by v.role, a.name), '[]'::json)
        from involvement v join actor a on a.operation_id = v.operation_id and a.id = v.actor_id
        where v.operation_id = t.operation_id and v.incident_id = t.id)`,
    }),
    nested('report_ids', 'reports that it rests on', {
      unit: 'UUIDs',
      sql: `array(select l.report_id::text from incident_report l where l.operation_id = t.operation_id and l.incident_id = t.id order by 1)`,
    }),
    seen('import_id', 'import that brought it', 'dataset_import'),
    ...WRITTEN,
    seen('supersedes_id', 'earlier version of it', 'incident'),
    instant('superseded_at', 'when a later version took its place', 'it stands'),
    MARKING,
  ],
})

const harm = kind({
  name: 'harm',
  order: 't.incident_id',
  row: 'a figure of harm of an incident; figures of different counting rules are never added',
  columns: [
    id('incident_id', 'the incident'),
    coded('category', 'killed, injured, …', 'harm-category'),
    coded('group_code', 'whom it counts', 'harm-group'),
    column('sex', 'sex', { missing: 'all, or not known' }),
    column('age_band', 'age', { missing: 'all, or not known' }),
    count('low', 'lowest figure', 'people', NOT_KNOWN),
    count('best', 'best figure', 'people', NOT_KNOWN),
    count('high', 'highest figure', 'people', NOT_KNOWN),
    column('counting_rule', 'by whose rule it was counted'),
  ],
})

const parties = kind({
  name: 'parties',
  table: 'actor',
  row: 'a party to something that the exporter may see',
  columns: [
    id('id', 'the party'),
    column('name', 'name'),
    nested('aliases', 'other names'),
    coded('kind', 'what it is', 'actor-kind'),
    seen('parent_id', 'party that it belongs to', 'actor'),
    nested('external_ids', 'ids in datasets'),
  ],
})

const involvements = kind({
  name: 'involvements',
  table: 'involvement',
  order: 't.incident_id, t.actor_id, t.role',
  row: 'the part of a party in an incident',
  columns: [
    id('incident_id', 'the incident'),
    id('actor_id', 'the party'),
    column('role', 'side_a, side_b, perpetrator, target, present'),
  ],
})

const reports = kind({
  name: 'reports',
  table: 'report',
  row: 'what a source said, as it came; a correction is a report of its own',
  columns: [
    id('id', 'the report'),
    id('source_id', 'who said it'),
    coded('type', 'kind of report', 'report-type'),
    column('title', 'headline'),
    column('body', 'its words'),
    instant('originated_at', 'when the source wrote it', NOT_KNOWN),
    coded('reliability', 'reliability of the source on entry', 'source-reliability'),
    coded('credibility', 'credibility of the information on entry', 'information-credibility'),
    column('origin_key', 'reports of one origin share it', { missing: 'no other is known' }),
    column('dataset', 'dataset', { missing: NO_DATASET }),
    column('release', 'release of the dataset', { missing: NO_DATASET }),
    column('external_id', 'id in the dataset', { missing: NO_DATASET }),
    count('row_no', 'row of the file, header included', 'rows', NO_DATASET),
    column('original', 'row of the dataset, or the field report, as it came', {
      ...{ unit: 'JSON, digit by digit', missing: 'made by the demonstration', sql: 't.original::text' },
    }),
    seen('import_id', 'import that brought it', 'dataset_import'),
    ...WRITTEN,
    seen('supersedes_id', 'earlier version of it', 'report'),
    instant('superseded_at', 'when a later version took its place', 'it stands'),
    MARKING,
  ],
})

const incidentReports = kind({
  name: 'incident_reports',
  table: 'incident_report',
  order: 't.incident_id, t.report_id',
  row: 'a report that an incident rests on',
  columns: [id('incident_id', 'the incident'), id('report_id', 'the report')],
})

const observations = kind({
  name: 'observations',
  table: 'observation',
  row: 'what one observer perceived',
  place: ['observer_lon', 'observer_lat'],
  columns: [
    id('id', 'the observation'),
    id('report_id', 'report that tells of it'),
    ...VALID_TIME,
    column('sense', 'how it was perceived: seen, heard, …'),
    count('observer_lon', 'longitude of the observer', 'degrees, WGS 84', NO_PLACE),
    count('observer_lat', 'latitude of the observer', 'degrees, WGS 84', NO_PLACE),
    count('observer_precision_m', 'radius that surely holds the observer', 'metres', NO_PLACE),
    column('observer_place', 'where the observer was, by name', { missing: 'not named' }),
    count('direction_deg', 'direction from the observer', 'degrees from north', NOT_KNOWN),
    count('distance_m', 'distance from the observer', 'metres', NOT_KNOWN),
    count('count', 'how many', 'as `what` says', NOT_KNOWN),
    column('count_is_approximate', 'whether the count is about'),
    column('what', 'what was perceived'),
    column('weapon', 'weapon', { missing: NOT_KNOWN }),
    ...WRITTEN,
    MARKING,
  ],
})

const sources = kind({
  name: 'sources',
  table: 'source',
  row: 'who says something that the exporter may see',
  columns: [
    id('id', 'the source'),
    column('code', 'its code'),
    coded('kind', 'what it is', 'source-kind'),
    column('name', 'name of it'),
    coded('reliability', 'reliability', 'source-reliability'),
    column('machine_generated', 'whether a machine wrote it'),
    column('citation', 'how it asks to be cited', { missing: 'it does not ask' }),
    column('url', 'address', { missing: 'it has none' }),
  ],
})

const attachments = kind({
  name: 'attachments',
  table: 'attachment',
  row: 'a photo, recording or document of a report; its bytes lie in attachments/ under sha256',
  columns: [
    id('id', 'the attachment'),
    id('report_id', 'report that it hangs on'),
    column('media_type', 'what it is', { unit: 'media type' }),
    count('bytes', 'size', 'bytes'),
    column('sha256', 'digest of the bytes, and the name of the file', { unit: 'SHA-256, hexadecimal' }),
    count('width_px', 'width', 'pixels', 'no pixels'),
    count('height_px', 'height', 'pixels', 'no pixels'),
    id('person_id', 'who added it', 'not by a signed-in person'),
    instant('recorded_at', 'when it was stored'),
  ],
})

const states = kind({
  name: 'states',
  table: 'state_change',
  row: 'a change of an incident’s state of verification',
  columns: [
    id('id', 'the change'),
    id('incident_id', 'the incident'),
    coded('from_state', 'state before', 'incident-state'),
    coded('to_state', 'state after', 'incident-state'),
    column('reason', 'why'),
    id('person_id', 'who decided', 'made by the demonstration'),
    id('confirmed_by', 'second person', 'none was needed'),
    instant('changed_at', 'when'),
  ],
})

const grades = kind({
  name: 'grades',
  table: 'grade_change',
  row: 'a later grade of a report; the last one stands',
  columns: [
    id('id', 'the grade'),
    id('report_id', 'the report'),
    coded('reliability', 'reliability of the source', 'source-reliability'),
    coded('credibility', 'credibility of the information', 'information-credibility'),
    column('reason', 'why'),
    id('person_id', 'who graded'),
    instant('graded_at', 'when'),
  ],
})

const verification = [
  kind({
    name: 'verification_proposals',
    table: 'verification_proposal',
    row: 'the first of the two steps of a verification',
    columns: [
      id('id', 'the proposal'),
      id('incident_id', 'the incident'),
      column('basis', 'direct_observation, first_hand_testimony, documentary_proof'),
      column('reason', 'why'),
      id('person_id', 'who proposed'),
      instant('proposed_at', 'when'),
    ],
  }),
  kind({
    name: 'verification_decisions',
    table: 'verification_decision',
    order: 't.proposal_id',
    row: 'the second step, by another person',
    columns: [
      id('proposal_id', 'the proposal'),
      column('outcome', 'confirmed, declined, withdrawn'),
      column('reason', 'why'),
      id('person_id', 'who decided'),
      instant('decided_at', 'when'),
    ],
  }),
]

const merges = [
  kind({
    name: 'merges',
    table: 'incident_merge',
    row: 'an incident found to tell of the same event as another',
    columns: [
      id('id', 'the merge'),
      id('incident_id', 'the duplicate'),
      id('into_incident_id', 'the one that stands'),
      coded('state_before', 'state of the duplicate before', 'incident-state'),
      column('reason', 'why'),
      id('person_id', 'who merged', 'made by the demonstration'),
      instant('merged_at', 'when'),
    ],
  }),
  kind({
    name: 'unmerges',
    table: 'incident_unmerge',
    order: 't.merge_id',
    row: 'the undoing of a merge',
    columns: [
      id('merge_id', 'the merge'),
      column('reason', 'why'),
      id('person_id', 'who undid it'),
      instant('undone_at', 'when'),
    ],
  }),
  kind({
    name: 'not_duplicates',
    table: 'suggestion_dismissal',
    order: 't.incident_id, t.other_id',
    row: 'two incidents found to be two events',
    columns: [
      id('incident_id', 'one incident'),
      id('other_id', 'the other'),
      column('reason', 'why'),
      id('person_id', 'who decided'),
      instant('dismissed_at', 'when'),
    ],
  }),
]

/** What was reported and found: records, what they rest on, and what people judged of them. */
export const RECORD_EXPORTS: readonly ExportKind[] = [
  ...[incidents, harm, parties, involvements, reports, incidentReports, observations, sources, attachments],
  ...[states, grades, ...verification, ...merges],
]
