-- The first whole: people and access, sources and reports, incidents and harm, imports, situation reports.
-- Every table of an operation has operation_id first in its primary key (ADR-0003), no triggers, append-only by privilege.
-- Row-level security compares marking_no with the numbers that the access decision allowed for this transaction
-- (setting eirene.markings, filled by withReader): decided once in domain/access, enforced here.

-- People ------------------------------------------------------------------------------------------------------------

create table person (
  id uuid primary key,
  display_name text not null check (length(display_name) between 1 and 120),
  -- Sign-in name, compared in lower case.
  login text not null check (login = lower(login) and length(login) between 2 and 80),
  organisation text not null default '',
  -- argon2id, PHC string; null until the person has used the invitation.
  password_hash text,
  disabled_at timestamptz,
  created_at timestamptz not null,
  unique (login)
);
comment on column person.password_hash is 'null: no password set yet';

create table clearance (
  person_id uuid not null references person (id),
  policy text not null check (policy in ('UN', 'NATO', 'EU', 'OSCE', 'AU', 'TLP')),
  level text not null,
  primary key (person_id, policy)
);

create table operation (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z][a-z0-9-]{1,39}$'),
  name text not null,
  acronym text not null,
  realm text not null check (realm in ('LIVE', 'EXERCISE')),
  time_zone text not null,
  host_countries_iso3 text[] not null default '{}',
  library_id text,
  -- GeoJSON layers of a fictional country or of the operation's own sectors; null when the base map is enough.
  geography jsonb,
  created_at timestamptz not null
);

create table membership (
  operation_id uuid not null references operation (id),
  person_id uuid not null references person (id),
  roles text[] not null,
  compartments text[] not null default '{}',
  primary key (operation_id, person_id)
);

-- One-time links. Only the SHA-256 of the token is kept.
create table invitation (
  token_hash bytea primary key,
  person_id uuid not null references person (id),
  expires_at timestamptz not null,
  used_at timestamptz
);

create table session (
  token_hash bytea primary key,
  person_id uuid not null references person (id),
  csrf_token text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  ended_at timestamptz
);
create index session_person on session (person_id) where ended_at is null;

-- Everything about access is logged.
create table access_event (
  id uuid primary key,
  at timestamptz not null,
  person_id uuid,
  kind text not null,
  detail jsonb not null default '{}'
);

-- Markings ----------------------------------------------------------------------------------------------------------

-- Dictionary of the distinct markings of an operation: rows carry the number, the decision is taken per entry.
create table marking (
  operation_id uuid not null references operation (id),
  marking_no integer not null check (marking_no >= 0),
  marking_key text not null,
  realm text not null,
  policy text not null,
  level text not null,
  releasable_to text[] not null,
  compartments text[] not null,
  caveats text[] not null,
  primary key (operation_id, marking_no),
  unique (operation_id, marking_key)
);

-- Sources and imports -----------------------------------------------------------------------------------------------

create table source (
  operation_id uuid not null references operation (id),
  id uuid not null,
  code text not null,
  kind text not null,
  name text not null,
  reliability text not null check (reliability in ('A', 'B', 'C', 'D', 'E', 'F')),
  machine_generated boolean not null default false,
  citation text,
  url text,
  primary key (operation_id, id),
  unique (operation_id, code)
);

-- One act of import: what was read, by whom, with which outcome. Undone as one act.
create table dataset_import (
  operation_id uuid not null references operation (id),
  id uuid not null,
  dataset text not null,
  release text not null,
  file_name text not null,
  file_sha256 text not null,
  file_bytes bigint not null,
  person_id uuid,
  on_error text not null check (on_error in ('keep', 'none')),
  state text not null check (state in ('running', 'done', 'failed', 'undone')),
  rows_read integer not null default 0,
  rows_stored integer not null default 0,
  rows_unchanged integer not null default 0,
  rows_superseding integer not null default 0,
  rows_rejected integer not null default 0,
  rows_restricted integer not null default 0,
  -- The first issues, as shown to the person; the full count stands in the columns above.
  issues jsonb not null default '[]',
  started_at timestamptz not null,
  ended_at timestamptz,
  undone_at timestamptz,
  undone_by uuid,
  primary key (operation_id, id)
);

-- Reports: what a source says. Only the two superseding columns may ever change.
create table report (
  operation_id uuid not null references operation (id),
  id uuid not null,
  marking_no integer not null,
  source_id uuid not null,
  import_id uuid,
  type text not null,
  title text not null,
  body text not null,
  language text not null,
  -- null: when the source wrote it is not known
  originated_at timestamptz,
  reliability text not null check (reliability in ('A', 'B', 'C', 'D', 'E', 'F')),
  credibility smallint not null check (credibility between 1 and 6),
  origin_key text,
  dataset text,
  release text,
  external_id text,
  row_no integer,
  -- The row as the source gave it; null for a report written here.
  original json,
  -- SHA-256 of the original row, to tell an unchanged row from a changed one.
  content_hash bytea,
  method text not null check (method in ('human', 'import', 'machine')),
  person_id uuid,
  recorded_at timestamptz not null,
  supersedes_id uuid,
  superseded_at timestamptz,
  superseded_by_import uuid,
  primary key (operation_id, id),
  foreign key (operation_id, marking_no) references marking (operation_id, marking_no),
  foreign key (operation_id, source_id) references source (operation_id, id)
);
-- A row of a release is stored once per act that was not undone; undoing frees its identity.
create unique index report_identity on report (operation_id, dataset, release, external_id) where dataset is not null and superseded_at is null;
create index report_external on report (operation_id, dataset, external_id) where dataset is not null and superseded_at is null;
create index report_import on report (operation_id, import_id) where import_id is not null;

create table observation (
  operation_id uuid not null references operation (id),
  id uuid not null,
  marking_no integer not null,
  report_id uuid not null,
  occurred_from timestamptz not null,
  occurred_to timestamptz,
  time_precision text not null,
  sense text not null,
  observer_lon double precision,
  observer_lat double precision,
  observer_precision_m integer,
  observer_place text not null default '',
  direction_deg real,
  distance_m real,
  count integer,
  count_is_approximate boolean not null default false,
  what text not null,
  weapon text,
  language text not null,
  method text not null,
  person_id uuid,
  recorded_at timestamptz not null,
  primary key (operation_id, id),
  foreign key (operation_id, marking_no) references marking (operation_id, marking_no),
  foreign key (operation_id, report_id) references report (operation_id, id)
);
create index observation_report on observation (operation_id, report_id);

-- Incidents ---------------------------------------------------------------------------------------------------------

create table actor (
  operation_id uuid not null references operation (id),
  id uuid not null,
  name text not null,
  aliases text[] not null default '{}',
  kind text not null,
  parent_id uuid,
  external_ids text[] not null default '{}',
  primary key (operation_id, id),
  unique (operation_id, name)
);

create table incident (
  operation_id uuid not null references operation (id),
  id uuid not null,
  marking_no integer not null,
  import_id uuid,
  type_code text not null,
  code_list_version text not null,
  source_type text,
  occurred_from timestamptz not null,
  occurred_to timestamptz,
  time_precision text not null check (time_precision in ('minute', 'hour', 'day', 'week', 'month', 'year')),
  -- null: the place is not known
  lon double precision check (lon between -180 and 180),
  lat double precision check (lat between -90 and 90),
  precision_m integer check (precision_m between 1 and 2000000),
  -- H3 cell at resolution 7; null when the place is unknown or known to more than 150 km only.
  h3 bigint,
  place_name text not null default '',
  adm1 text,
  adm2 text,
  country_iso3 text,
  title text not null,
  narrative text not null,
  language text not null,
  state text not null check (state in ('received', 'reported', 'under_verification', 'corroborated', 'verified', 'contested', 'unverifiable', 'refuted', 'duplicate', 'rejected')),
  method text not null check (method in ('human', 'import', 'machine')),
  person_id uuid,
  recorded_at timestamptz not null,
  supersedes_id uuid,
  superseded_at timestamptz,
  superseded_by_import uuid,
  primary key (operation_id, id),
  check ((lon is null) = (lat is null) and (lon is null) = (precision_m is null)),
  foreign key (operation_id, marking_no) references marking (operation_id, marking_no)
);
create index incident_time on incident (operation_id, occurred_from);
create index incident_import on incident (operation_id, import_id) where import_id is not null;

create table incident_report (
  operation_id uuid not null,
  incident_id uuid not null,
  report_id uuid not null,
  primary key (operation_id, incident_id, report_id)
);
create index incident_report_report on incident_report (operation_id, report_id);

create table involvement (
  operation_id uuid not null,
  incident_id uuid not null,
  actor_id uuid not null,
  role text not null check (role in ('side_a', 'side_b', 'perpetrator', 'target', 'present')),
  primary key (operation_id, incident_id, actor_id, role)
);

create table harm (
  operation_id uuid not null,
  incident_id uuid not null,
  category text not null,
  group_code text not null,
  sex text,
  age_band text,
  -- Each null: not known, which is never zero.
  low integer,
  best integer,
  high integer,
  counting_rule text not null
);
create index harm_incident on harm (operation_id, incident_id);

create table state_change (
  operation_id uuid not null,
  id uuid not null,
  incident_id uuid not null,
  from_state text not null,
  to_state text not null,
  reason text not null,
  method text not null check (method = 'human'),
  person_id uuid,
  confirmed_by uuid,
  changed_at timestamptz not null,
  primary key (operation_id, id)
);
create index state_change_incident on state_change (operation_id, incident_id, changed_at);

-- Situation ---------------------------------------------------------------------------------------------------------

-- Situation reports. The content is frozen as drafted; release and correction add rows, never change one that was released.
create table sitrep (
  operation_id uuid not null references operation (id),
  id uuid not null,
  marking_no integer not null,
  -- Numbered per operation and day of drafting.
  number text not null,
  state text not null check (state in ('draft', 'edited', 'released', 'corrected')),
  period_from timestamptz not null,
  period_to timestamptz not null,
  filter jsonb not null,
  language text not null,
  -- SitrepContent as JSON: sections, tables, figures and the record ids behind each.
  content jsonb not null,
  corrects_id uuid,
  drafted_by uuid,
  drafted_at timestamptz not null,
  released_by uuid,
  released_at timestamptz,
  primary key (operation_id, id),
  unique (operation_id, number),
  foreign key (operation_id, marking_no) references marking (operation_id, marking_no)
);

-- Saved views by link.
create table saved_view (
  operation_id uuid not null references operation (id),
  id uuid not null,
  person_id uuid not null references person (id),
  name text not null check (length(name) between 1 and 120),
  query text not null check (length(query) <= 8000),
  created_at timestamptz not null,
  primary key (operation_id, id)
);

-- Privileges and row-level security ---------------------------------------------------------------------------------

-- The role that serves people. It can never change or delete a record, and sees only what the transaction was allowed.
do $$ begin
  if not exists (select from pg_roles where rolname = 'eirene_reader') then create role eirene_reader nologin; end if;
exception when duplicate_object then null; end $$;
grant usage on schema public to eirene_reader;
grant select on operation, marking, source, dataset_import, report, observation, actor, incident, incident_report, involvement, harm, state_change, sitrep, saved_view to eirene_reader;
grant insert on marking, source, dataset_import, report, observation, actor, incident, incident_report, involvement, harm, state_change, sitrep, saved_view to eirene_reader;
grant update (state) on incident to eirene_reader;
grant update (state, released_by, released_at) on sitrep to eirene_reader;
grant delete on saved_view to eirene_reader;

-- The numbers of the markings that this transaction may read; empty when nothing was set.
create function eirene_markings() returns integer[] language sql stable parallel safe
  return coalesce(string_to_array(nullif(current_setting('eirene.markings', true), ''), ',')::integer[], '{}'::integer[]);
create function eirene_operation() returns uuid language sql stable parallel safe
  return nullif(current_setting('eirene.operation', true), '')::uuid;
create function eirene_person() returns uuid language sql stable parallel safe
  return nullif(current_setting('eirene.person', true), '')::uuid;

alter table report enable row level security;
alter table observation enable row level security;
alter table incident enable row level security;
alter table incident_report enable row level security;
alter table involvement enable row level security;
alter table harm enable row level security;
alter table state_change enable row level security;
alter table sitrep enable row level security;
alter table saved_view enable row level security;
alter table dataset_import enable row level security;
alter table source enable row level security;
alter table actor enable row level security;
alter table marking enable row level security;
alter table operation enable row level security;

create policy read_report on report for select to eirene_reader using (operation_id = (select eirene_operation()) and marking_no = any ((select eirene_markings())::integer[]));
create policy read_observation on observation for select to eirene_reader using (operation_id = (select eirene_operation()) and marking_no = any ((select eirene_markings())::integer[]));
create policy read_incident on incident for select to eirene_reader using (operation_id = (select eirene_operation()) and marking_no = any ((select eirene_markings())::integer[]));
create policy read_sitrep on sitrep for select to eirene_reader using (operation_id = (select eirene_operation()) and marking_no = any ((select eirene_markings())::integer[]));
-- Rows that belong to an incident are seen exactly when the incident is.
create policy read_incident_report on incident_report for select to eirene_reader using (operation_id = (select eirene_operation())
  and exists (select from incident i where i.operation_id = incident_report.operation_id and i.id = incident_report.incident_id)
  and exists (select from report r where r.operation_id = incident_report.operation_id and r.id = incident_report.report_id));
create policy read_involvement on involvement for select to eirene_reader using (operation_id = (select eirene_operation()) and exists (select from incident i where i.operation_id = involvement.operation_id and i.id = involvement.incident_id));
create policy read_harm on harm for select to eirene_reader using (operation_id = (select eirene_operation()) and exists (select from incident i where i.operation_id = harm.operation_id and i.id = harm.incident_id));
create policy read_state_change on state_change for select to eirene_reader using (operation_id = (select eirene_operation()) and exists (select from incident i where i.operation_id = state_change.operation_id and i.id = state_change.incident_id));
create policy read_saved_view on saved_view for select to eirene_reader using (operation_id = (select eirene_operation()) and person_id = (select eirene_person()));
create policy read_dataset_import on dataset_import for select to eirene_reader using (operation_id = (select eirene_operation()));
create policy read_source on source for select to eirene_reader using (operation_id = (select eirene_operation()));
-- An actor is known only through an incident that the reader may see.
create policy read_actor on actor for select to eirene_reader using (operation_id = (select eirene_operation()) and exists (select from involvement v where v.operation_id = actor.operation_id and v.actor_id = actor.id));
create policy read_marking on marking for select to eirene_reader using (operation_id = (select eirene_operation()) and marking_no = any ((select eirene_markings())::integer[]));
create policy read_operation on operation for select to eirene_reader using (id = (select eirene_operation()));
-- A writer may write into a compartment that they cannot read (an observer reports and never sees it again).
create policy write_report on report for insert to eirene_reader with check (operation_id = (select eirene_operation()));
create policy write_observation on observation for insert to eirene_reader with check (operation_id = (select eirene_operation()));
create policy write_incident on incident for insert to eirene_reader with check (operation_id = (select eirene_operation()));
create policy change_incident on incident for update to eirene_reader using (operation_id = (select eirene_operation()) and marking_no = any ((select eirene_markings())::integer[]));
create policy write_incident_report on incident_report for insert to eirene_reader with check (operation_id = (select eirene_operation()));
create policy write_involvement on involvement for insert to eirene_reader with check (operation_id = (select eirene_operation()));
create policy write_harm on harm for insert to eirene_reader with check (operation_id = (select eirene_operation()));
create policy write_state_change on state_change for insert to eirene_reader with check (operation_id = (select eirene_operation()));
create policy write_sitrep on sitrep for insert to eirene_reader with check (operation_id = (select eirene_operation()) and marking_no = any ((select eirene_markings())::integer[]));
create policy change_sitrep on sitrep for update to eirene_reader using (operation_id = (select eirene_operation()) and marking_no = any ((select eirene_markings())::integer[]));
create policy write_saved_view on saved_view for insert to eirene_reader with check (operation_id = (select eirene_operation()) and person_id = (select eirene_person()));
create policy drop_saved_view on saved_view for delete to eirene_reader using (operation_id = (select eirene_operation()) and person_id = (select eirene_person()));
create policy write_dataset_import on dataset_import for insert to eirene_reader with check (operation_id = (select eirene_operation()));
create policy write_source on source for insert to eirene_reader with check (operation_id = (select eirene_operation()));
create policy write_actor on actor for insert to eirene_reader with check (operation_id = (select eirene_operation()));
create policy write_marking on marking for insert to eirene_reader with check (operation_id = (select eirene_operation()));
