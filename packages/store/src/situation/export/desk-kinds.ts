import { column, count, id, instant, kind, MARKING, nested, seen, seenList, type ExportKind } from './export-kind.ts'
import { restsOnHidden } from '../sitrep.queries.ts'

const flash = [
  kind({
    name: 'flash_reports',
    table: 'flash_report',
    batchRows: 20,
    row: 'a flash report; never changed, followed up by others of its thread',
    columns: [
      id('id', 'the flash report'),
      column('number', 'its number'),
      column('precedence', 'how urgent'),
      id('thread_id', 'the first of the thread'),
      seen('incident_id', 'the incident', 'incident'),
      nested('content', 'what was sent'),
      nested('tree', 'whom the tree of notification asked for then'),
      instant('first_word_at', 'when the first word came'),
      id('sent_by', 'who sent it'),
      instant('sent_at', 'when'),
      MARKING,
    ],
  }),
  kind({
    name: 'notifications',
    table: 'notification',
    order: 't.flash_id, t.person_id, t.step_no',
    row: 'a person who was told of a flash report',
    columns: [
      id('flash_id', 'the flash report'),
      id('person_id', 'who was told'),
      count('step_no', 'step of the tree', 'steps'),
      instant('notified_at', 'when'),
    ],
  }),
  kind({
    name: 'acknowledgements',
    table: 'acknowledgement',
    order: 't.flash_id, t.person_id',
    row: 'a person who said that they know',
    columns: [id('flash_id', 'the flash report'), id('person_id', 'who said so'), instant('acknowledged_at', 'when')],
  }),
]

const watch = [
  kind({
    name: 'watch_log',
    table: 'watch_entry',
    act: 'watch.read',
    row: 'an entry of the log of the watch',
    columns: [
      id('id', 'the entry'),
      column('text', 'its words'),
      column('owner_role', 'role that must act', { missing: 'a note, no action' }),
      instant('due_at', 'until when', 'no time was set'),
      id('written_by', 'who wrote it'),
      instant('written_at', 'when'),
    ],
  }),
  kind({
    name: 'watch_actions_done',
    table: 'watch_action_done',
    act: 'watch.read',
    order: 't.entry_id',
    row: 'an action of the log that was done',
    columns: [id('entry_id', 'the entry'), column('how', 'how'), id('done_by', 'by whom'), instant('done_at', 'when')],
  }),
  kind({
    name: 'handovers',
    table: 'handover',
    act: 'watch.read',
    row: 'a watch handed over',
    columns: [
      id('id', 'the handover'),
      column('note', 'what the next watch must know'),
      nested('open_action_ids', 'actions that were open', { unit: 'UUIDs' }),
      id('outgoing_id', 'who went'),
      instant('signed_out_at', 'when'),
    ],
  }),
  kind({
    name: 'handover_signatures',
    table: 'handover_signature',
    act: 'watch.read',
    order: 't.handover_id',
    row: 'a watch taken over',
    columns: [id('handover_id', 'the handover'), id('incoming_id', 'who came'), instant('signed_in_at', 'when')],
  }),
]

const sitreps = [
  kind({
    name: 'sitreps',
    table: 'sitrep',
    batchRows: 20,
    row: 'a situation report; what was released never changes',
    columns: [
      id('id', 'the situation report'),
      column('number', 'its number'),
      column('state', 'draft, edited, released, corrected'),
      instant('period_from', 'begin of the period'),
      instant('period_to', 'end of the period'),
      nested('filter', 'what it was asked to cover'),
      column('language', 'language', { unit: 'BCP 47' }),
      nested('content', 'as it was drafted', {
        missing: 'it rests on records that went out of the exporter’s sight, and did not leave so',
        sql: `case when (t.released_content is not null or t.state in ('draft', 'edited')) and ${restsOnHidden('t', 't.content')} then null else t.content end`,
      }),
      nested('released_content', 'as it was released', { missing: 'not released, or released as drafted' }),
      seen('corrects_id', 'the one that it corrects', 'sitrep'),
      id('drafted_by', 'who drafted it', 'not by a signed-in person'),
      instant('drafted_at', 'when'),
      id('released_by', 'who released it', 'not released'),
      instant('released_at', 'when', 'not released'),
      MARKING,
    ],
  }),
  kind({
    name: 'sitrep_versions',
    table: 'sitrep_version',
    row: 'a version of a section’s comment',
    columns: [
      id('id', 'the version'),
      id('sitrep_id', 'the situation report'),
      column('section', 'the section'),
      count('version_no', 'which one', 'versions'),
      column('body', 'its words; empty: taken away'),
      id('person_id', 'who wrote it'),
      instant('written_at', 'when'),
    ],
  }),
  kind({
    name: 'sitrep_requests',
    table: 'sitrep_request',
    row: 'what a component was asked for',
    columns: [
      id('id', 'the request'),
      id('sitrep_id', 'the situation report'),
      column('component', 'the component'),
      instant('cutoff_at', 'until when'),
      id('person_id', 'who asked'),
      instant('asked_at', 'when'),
    ],
  }),
  kind({
    name: 'sitrep_inputs',
    table: 'sitrep_input',
    row: 'what a component gave; its last stands',
    columns: [
      id('id', 'the input'),
      id('sitrep_id', 'the situation report'),
      column('component', 'the component'),
      column('body', 'its words', { missing: 'nothing significant to report' }),
      seenList('incident_ids', 'incidents that it names', 'incident'),
      id('person_id', 'who gave it'),
      instant('given_at', 'when'),
    ],
  }),
  kind({
    name: 'sitrep_takings',
    table: 'sitrep_taking',
    row: 'a document that somebody was given',
    columns: [
      id('id', 'the taking'),
      id('sitrep_id', 'the situation report'),
      id('person_id', 'who took it'),
      column('format', 'format'),
      column('state', 'state of the report then'),
      instant('taken_at', 'when'),
    ],
  }),
]

const releases = kind({
  name: 'releases',
  table: 'release',
  batchRows: 20,
  act: 'release.preview',
  row: 'a product made for an audience, proposed by one person and let out by another',
  columns: [
    id('id', 'the release'),
    column('audience', 'partner, restricted, open'),
    column('state', 'proposed, released, refused, withdrawn'),
    column('number', 'its number', { missing: 'it did not leave' }),
    nested('request', 'what was asked for'),
    nested('content', 'what left, or would have'),
    column('digest', 'digest of the canonical content', { unit: 'SHA-256, hexadecimal' }),
    column('to_whom', 'to whom'),
    column('reason', 'why'),
    id('proposed_by', 'who proposed'),
    instant('proposed_at', 'when'),
    id('decided_by', 'who decided', 'not decided'),
    instant('decided_at', 'when', 'not decided'),
    id('withdrawn_by', 'who withdrew it', 'not withdrawn'),
    instant('withdrawn_at', 'when', 'not withdrawn'),
    column('end_reason', 'why it was refused or withdrawn', { missing: 'neither' }),
    MARKING,
  ],
})

const imports = kind({
  name: 'imports',
  table: 'dataset_import',
  act: 'import.run',
  row: 'an import of a dataset; the issues and what went into compartments are left out',
  columns: [
    id('id', 'the import'),
    column('dataset', 'dataset'),
    column('release', 'release of the dataset'),
    column('file_name', 'name of the file'),
    column('file_sha256', 'digest of the file', { unit: 'SHA-256, hexadecimal' }),
    count('file_bytes', 'size of the file', 'bytes'),
    id('person_id', 'who imported it', 'not by a signed-in person'),
    column('state', 'running, done, failed, undone'),
    nested('mapping', 'how a CSV was read', { missing: 'the dataset has a reader of its own' }),
    instant('started_at', 'begin'),
    instant('ended_at', 'end', 'still running'),
    instant('undone_at', 'when it was undone', 'it stands'),
    id('undone_by', 'who undid it', 'it stands'),
  ],
})

const people = kind({
  name: 'people',
  act: 'person.list',
  bySystem: true,
  source: `(select m.operation_id, p.id, p.login, p.display_name, p.organisation, m.roles, m.compartments, p.created_at,
    p.disabled_at, p.valid_until from membership m join person p on p.id = m.person_id) t`,
  row: 'a person with a part in the operation; nothing by which they sign in',
  columns: [
    id('id', 'the person, as every other file names them'),
    column('login', 'sign-in name'),
    column('display_name', 'name as it is shown'),
    column('organisation', 'organisation', { missing: 'not said' }),
    nested('roles', 'roles in the operation'),
    nested('compartments', 'compartments held in the operation'),
    instant('created_at', 'since when they are known'),
    instant('disabled_at', 'since when they are shut out', 'they are not'),
    instant('valid_until', 'until when', 'without an end'),
  ],
})

const LEDGERED_RECORDS = ['report', 'observation', 'incident', 'sitrep'] as const
const SEES = LEDGERED_RECORDS.map(
  (table) => `when exists (select from ${table} r where r.operation_id = l.operation_id and r.id = u.id
    and r.marking_no = any (eirene_markings())) then '${table}'`,
).join(' ')

const ledger = kind({
  name: 'ledger',
  bySystem: true,
  // How many records a link holds tells of what one may not see: only lines of records that the exporter may see.
  source: `(select * from (select l.operation_id, l.link_no, l.sealed_at, u.id as record_id,
      case ${SEES} end as record_kind, encode(u.hash, 'hex') as content_hash, encode(l.link_hash, 'hex') as link_hash
    from ledger_link l cross join lateral rows from (unnest(l.record_ids), unnest(l.content_hashes)) as u (id, hash)) every
    where record_kind is not null) t`,
  order: 't.link_no',
  row: 'the seal of a report, observation, incident or situation report that is in this export',
  columns: [
    column('record_kind', 'kind of the record'),
    id('record_id', 'the record'),
    column('content_hash', 'digest of what of it never changes', { unit: 'SHA-256, hexadecimal' }),
    count('link_no', 'link of the chain that holds it', 'links'),
    column('link_hash', 'digest of the link, over all links before it', { unit: 'SHA-256, hexadecimal' }),
    instant('sealed_at', 'when it was sealed'),
  ],
})

/** What the room did with the records: the watch, products, imports, people, and the seals of the ledger. */
export const DESK_EXPORTS: readonly ExportKind[] = [
  ...[...flash, ...watch, ...sitreps],
  ...[releases, imports, people, ledger],
]
