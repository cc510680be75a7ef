import { canonicalListSql, type Members } from './canonical-sql.ts'

/**
 * A table whose rows are in the ledger. Its key is `(operation_id, id)`. A new table gets an entry in `LEDGERED`, and whoever
 * writes its rows calls `sealRecords` in the same transaction.
 */
export interface LedgeredTable {
  /** What never changes, the id included: hashed once, and compared for ever. */
  readonly content: Members
  /** What may change by the rules, each time with a new seal; kept as text, so that a difference can be named. */
  readonly standing: Members
  /** Columns that are in neither, each with its reason. */
  readonly leftOut: Readonly<Record<string, string>>
  /** Condition over `t`: which rows are records. Default: all. */
  readonly where?: string
  /** Conditions over `t` that hold for every row, with what it means when one does not. */
  readonly rules?: readonly { readonly holds: string; readonly otherwise: string }[]
}

const OPERATION = { operation_id: 'the chain is the operation’s own' }

/** The marking in words, not by its number: so a changed dictionary shows with every record that it re-marks. */
const MARKING: Members = {
  marking: {
    as: 'text',
    sql: `select concat_ws('|', m.realm, m.policy, m.level, array_to_string(m.releasable_to, ','),
      array_to_string(m.compartments, ','), array_to_string(m.caveats, ',')) from marking m
      where m.operation_id = t.operation_id and m.marking_no = t.marking_no`,
  },
}
const SUPERSEDED: Members = { superseded_at: 'instant', superseded_by_import: 'id' }
const FOUND_BY_WORDS = { search_at: 'follows from the others', search_terms: 'follows from the others' }
const OWN_MARKING = { marking_no: 'stands in the marking, in words' }

const STATE_PATH = `from state_change c where c.operation_id = t.operation_id and c.incident_id = t.id`

/** Every table of the ledger, by its name. */
export const LEDGERED = {
  report: {
    content: {
      id: 'id',
      source: {
        as: 'text',
        sql: `select s.kind || ':' || s.code from source s where s.operation_id = t.operation_id and s.id = t.source_id`,
      },
      source_id: 'id',
      import_id: 'id',
      type: 'text',
      title: 'text',
      body: 'text',
      language: 'text',
      originated_at: 'instant',
      reliability: 'text',
      credibility: 'integer',
      origin_key: 'text',
      dataset: 'text',
      release: 'text',
      external_id: 'text',
      row_no: 'integer',
      original: 'json',
      content_hash: 'bytes',
      method: 'text',
      person_id: 'id',
      recorded_at: 'instant',
      supersedes_id: 'id',
    },
    standing: { ...MARKING, ...SUPERSEDED },
    leftOut: { ...OPERATION, ...OWN_MARKING, ...FOUND_BY_WORDS },
  },
  observation: {
    content: {
      id: 'id',
      report_id: 'id',
      occurred_from: 'instant',
      occurred_to: 'instant',
      time_precision: 'text',
      sense: 'text',
      observer_lon: 'decimal',
      observer_lat: 'decimal',
      observer_precision_m: 'integer',
      observer_place: 'text',
      direction_deg: 'decimal',
      distance_m: 'decimal',
      count: 'integer',
      count_is_approximate: 'flag',
      what: 'text',
      weapon: 'text',
      language: 'text',
      method: 'text',
      person_id: 'id',
      recorded_at: 'instant',
    },
    standing: MARKING,
    leftOut: { ...OPERATION, ...OWN_MARKING },
  },
  incident: {
    content: {
      id: 'id',
      import_id: 'id',
      type_code: 'text',
      code_list_version: 'text',
      source_type: 'text',
      occurred_from: 'instant',
      occurred_to: 'instant',
      time_precision: 'text',
      lon: 'decimal',
      lat: 'decimal',
      precision_m: 'integer',
      h3: 'decimal',
      place_name: 'text',
      adm1: 'text',
      adm2: 'text',
      country_iso3: 'text',
      title: 'text',
      narrative: 'text',
      language: 'text',
      method: 'text',
      person_id: 'id',
      recorded_at: 'instant',
      supersedes_id: 'id',
      first_state: {
        as: 'text',
        sql: `coalesce((select c.from_state ${STATE_PATH} order by c.changed_at, c.id limit 1), t.state)`,
      },
      harm: {
        as: 'raw',
        sql: canonicalListSql(
          'harm h where h.operation_id = t.operation_id and h.incident_id = t.id',
          {
            category: 'text',
            group_code: 'text',
            sex: 'text',
            age_band: 'text',
            low: 'integer',
            best: 'integer',
            high: 'integer',
            counting_rule: 'text',
          },
          'h',
        ),
      },
      involvements: {
        as: 'raw',
        sql: canonicalListSql(
          `(select v.actor_id, v.role, a.name as actor from involvement v
            left join actor a on a.operation_id = v.operation_id and a.id = v.actor_id
            where v.operation_id = t.operation_id and v.incident_id = t.id) v`,
          { actor: 'text', actor_id: 'id', role: 'text' },
          'v',
        ),
      },
      reports: {
        as: 'raw',
        sql: canonicalListSql(
          'incident_report r where r.operation_id = t.operation_id and r.incident_id = t.id',
          { report_id: 'id' },
          'r',
        ),
      },
    },
    standing: { ...MARKING, ...SUPERSEDED },
    leftOut: {
      ...OPERATION,
      ...OWN_MARKING,
      ...FOUND_BY_WORDS,
      state: 'follows from the first state and the changes of state',
    },
    rules: [
      {
        holds: `t.state = coalesce((select c.to_state ${STATE_PATH} order by c.changed_at desc, c.id desc limit 1), t.state)`,
        otherwise: 'its state is not the one that its last change of state led to',
      },
    ],
  },
  state_change: {
    content: {
      id: 'id',
      incident_id: 'id',
      from_state: 'text',
      to_state: 'text',
      reason: 'text',
      method: 'text',
      person_id: 'id',
      confirmed_by: 'id',
      changed_at: 'instant',
    },
    standing: {},
    leftOut: OPERATION,
  },
  sitrep: {
    content: {
      id: 'id',
      number: 'text',
      period_from: 'instant',
      period_to: 'instant',
      filter: 'json',
      language: 'text',
      content: 'json',
      corrects_id: 'id',
      drafted_by: 'id',
      drafted_at: 'instant',
    },
    standing: {
      ...MARKING,
      // A comment makes a draft an edited one at any time; its versions are rows of their own.
      state: { as: 'text', sql: `select case when t.state = 'edited' then 'draft' else t.state end` },
      released_by: 'id',
      released_at: 'instant',
      released_content: {
        as: 'text',
        sql: `select encode(sha256(convert_to(t.released_content::text, 'UTF8')), 'hex')`,
      },
    },
    leftOut: { ...OPERATION, ...OWN_MARKING, ...FOUND_BY_WORDS },
  },
  sitrep_facts: {
    content: {
      id: 'id',
      sitrep_id: 'id',
      facts_no: 'integer',
      content: 'json',
      changes: 'json',
      person_id: 'id',
      made_at: 'instant',
    },
    standing: {},
    leftOut: OPERATION,
  },
  correction_notice: {
    content: { id: 'id', sitrep_id: 'id', person_id: 'id', told_by: 'id', told_at: 'instant' },
    standing: {
      acknowledged_at: {
        as: 'instant',
        sql: `select a.acknowledged_at from correction_acknowledgement a
          where a.operation_id = t.operation_id and a.sitrep_id = t.sitrep_id and a.person_id = t.person_id`,
      },
    },
    leftOut: OPERATION,
  },
  dataset_import: {
    content: {
      id: 'id',
      dataset: 'text',
      release: 'text',
      file_name: 'text',
      file_sha256: 'text',
      file_bytes: 'decimal',
      person_id: 'id',
      on_error: 'text',
      mapping: 'json',
      started_at: 'instant',
      ended_at: 'instant',
      rows_read: 'integer',
      rows_stored: 'integer',
      rows_unchanged: 'integer',
      rows_superseding: 'integer',
      rows_rejected: 'integer',
      rows_restricted: 'integer',
      restricted: 'json',
      issues: 'json',
    },
    standing: { state: 'text', undone_at: 'instant', undone_by: 'id' },
    leftOut: OPERATION,
    // One that runs or failed has stored nothing.
    where: `t.state in ('done', 'undone')`,
  },
  grade_change: {
    content: {
      id: 'id',
      report_id: 'id',
      reliability: 'text',
      credibility: 'integer',
      reason: 'text',
      person_id: 'id',
      graded_at: 'instant',
    },
    standing: {},
    leftOut: OPERATION,
  },
  verification_proposal: {
    content: {
      id: 'id',
      incident_id: 'id',
      basis: 'text',
      reason: 'text',
      person_id: 'id',
      proposed_at: 'instant',
      at_revision: 'integer',
    },
    standing: {
      decision: {
        as: 'text',
        sql: `select concat_ws('|', d.outcome, d.person_id, extract(epoch from d.decided_at), d.reason) from verification_decision d
          where d.operation_id = t.operation_id and d.proposal_id = t.id`,
      },
    },
    leftOut: OPERATION,
  },
  incident_merge: {
    content: {
      id: 'id',
      incident_id: 'id',
      into_incident_id: 'id',
      state_before: 'text',
      reason: 'text',
      person_id: 'id',
      merged_at: 'instant',
    },
    standing: {
      undoing: {
        as: 'text',
        sql: `select concat_ws('|', u.person_id, extract(epoch from u.undone_at), u.reason) from incident_unmerge u
          where u.operation_id = t.operation_id and u.merge_id = t.id`,
      },
    },
    leftOut: OPERATION,
  },
  flash_report: {
    content: {
      id: 'id',
      number: 'text',
      precedence: 'text',
      thread_id: 'id',
      incident_id: 'id',
      content: 'json',
      tree: 'json',
      first_word_at: 'instant',
      sent_by: 'id',
      sent_at: 'instant',
    },
    standing: MARKING,
    leftOut: { ...OPERATION, ...OWN_MARKING },
  },
  watch_entry: {
    content: {
      id: 'id',
      text: 'text',
      owner_role: 'text',
      due_at: 'instant',
      written_by: 'id',
      written_at: 'instant',
    },
    standing: {
      done: {
        as: 'text',
        sql: `select concat_ws('|', d.done_by, extract(epoch from d.done_at), d.how) from watch_action_done d
          where d.operation_id = t.operation_id and d.entry_id = t.id`,
      },
    },
    leftOut: OPERATION,
  },
  handover: {
    content: {
      id: 'id',
      note: 'text',
      open_action_ids: { as: 'text', sql: `select array_to_string(t.open_action_ids, ',')` },
      outgoing_id: 'id',
      signed_out_at: 'instant',
    },
    standing: {
      taken: {
        as: 'text',
        sql: `select concat_ws('|', s.incoming_id, extract(epoch from s.signed_in_at)) from handover_signature s
          where s.operation_id = t.operation_id and s.handover_id = t.id`,
      },
    },
    leftOut: OPERATION,
  },
  release: {
    content: {
      id: 'id',
      audience: 'text',
      request: 'json',
      content: 'json',
      desk: 'json',
      digest: 'text',
      to_whom: 'text',
      reason: 'text',
      proposed_by: 'id',
      proposed_at: 'instant',
    },
    standing: {
      ...MARKING,
      state: 'text',
      number: 'text',
      decided_by: 'id',
      decided_at: 'instant',
      withdrawn_by: 'id',
      withdrawn_at: 'instant',
      end_reason: 'text',
    },
    leftOut: { ...OPERATION, ...OWN_MARKING },
  },
} as const satisfies Readonly<Record<string, LedgeredTable>>

/** Name of a ledgered table: the kind of its records. */
export type RecordKind = keyof typeof LEDGERED

/** The kinds in their order within a link. */
export const RECORD_KINDS = Object.keys(LEDGERED) as readonly RecordKind[] // keys of a constant object

/** Kinds that came into the ledger after it began: rows of a database that is older than them are taken in at its next start. */
export const LATER_KINDS = ['sitrep_facts', 'correction_notice'] as const satisfies readonly RecordKind[]

export function ledgered(kind: RecordKind): LedgeredTable {
  return LEDGERED[kind]
}
