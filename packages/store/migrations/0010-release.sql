-- What leaves the mission: releases, what each of them gave away, links for partners. And the situation report as a process:
-- versions of its parts, inputs of the components, who was given which document.

-- Releases ----------------------------------------------------------------------------------------------------------

-- A product made for an audience. Content is frozen as proposed: what the second person approves is what leaves.
create table release (
  operation_id uuid not null references operation (id),
  id uuid not null,
  -- Highest of the markings of the records behind it: who may see the proposal inside.
  marking_no integer not null,
  audience text not null check (audience in ('partner', 'restricted', 'open')),
  state text not null check (state in ('proposed', 'released', 'refused', 'withdrawn')),
  -- Running number per operation and audience, so that no audience learns how much another got. Null: it did not leave.
  number text,
  request jsonb not null,
  -- ReleaseContent as JSON: no id, no place and no text of a record.
  content jsonb not null,
  -- Why figures are withheld, for the desk. Never served outside.
  desk jsonb not null,
  -- SHA-256 of the canonical content, hexadecimal.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  to_whom text not null,
  reason text not null check (length(reason) >= 5),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  -- Why it was refused or withdrawn; null: neither.
  end_reason text,
  primary key (operation_id, id),
  unique (operation_id, audience, number),
  foreign key (operation_id, marking_no) references marking (operation_id, marking_no),
  -- Two people: nobody lets out what they proposed.
  check (decided_by <> proposed_by),
  check ((state = 'proposed') = (decided_at is null)),
  check ((state in ('released', 'withdrawn')) = (number is not null)),
  check ((state = 'withdrawn') = (withdrawn_at is not null)),
  check ((state in ('refused', 'withdrawn')) = (end_reason is not null))
);
create index release_open on release (decided_at desc, id) where audience = 'open' and state = 'released';
create index release_proposed on release (operation_id, proposed_at desc, id desc);
comment on column release.number is 'null: not released';
comment on column release.decided_by is 'null: not decided yet';
comment on column release.decided_at is 'null: not decided yet';
comment on column release.withdrawn_by is 'null: not withdrawn';
comment on column release.withdrawn_at is 'null: not withdrawn';
comment on column release.end_reason is 'null: neither refused nor withdrawn';

-- Which records each figure counted that left. Kept for good: what was published once can be set against what comes after.
-- Only the system reads it.
create table release_figure (
  operation_id uuid not null,
  release_id uuid not null,
  figure_key text not null,
  incident_ids uuid[] not null,
  primary key (operation_id, release_id, figure_key),
  foreign key (operation_id, release_id) references release (operation_id, id)
);

-- A link for one partner or donor. Only the SHA-256 of its secret is kept. Only the system reads it.
create table release_link (
  operation_id uuid not null,
  id uuid not null,
  release_id uuid not null,
  token_hash bytea not null unique,
  to_whom text not null,
  is_one_time boolean not null,
  made_by uuid not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  -- First time that it was opened; null: not yet.
  opened_at timestamptz,
  primary key (operation_id, id),
  foreign key (operation_id, release_id) references release (operation_id, id)
);
comment on column release_link.opened_at is 'null: not opened yet';

-- The role that serves whoever is not signed in. It reads released products for everybody, and nothing else at all.
do $$ begin
  if not exists (select from pg_roles where rolname = 'eirene_public') then create role eirene_public nologin; end if;
exception when duplicate_object then null; end $$;
grant usage on schema public to eirene_public;
grant select (id, audience, state, number, content, digest, decided_at) on release to eirene_public;

grant select, insert on release to eirene_reader;
grant update (state, number, decided_by, decided_at, withdrawn_by, withdrawn_at, end_reason) on release to eirene_reader;
alter table release enable row level security;
create policy read_release on release for select to eirene_reader using (operation_id = (select eirene_operation()) and marking_no = any ((select eirene_markings())::integer[]));
create policy write_release on release for insert to eirene_reader with check (operation_id = (select eirene_operation()) and state = 'proposed' and proposed_by = (select eirene_person()) and marking_no = any ((select eirene_markings())::integer[]));
create policy change_release on release for update to eirene_reader using (operation_id = (select eirene_operation()) and marking_no = any ((select eirene_markings())::integer[]));
create policy public_release on release for select to eirene_public using (audience = 'open' and state = 'released');
alter table release_figure enable row level security;
alter table release_link enable row level security;

-- Situation report as a process -------------------------------------------------------------------------------------

-- A version of a section's comment. An empty body takes the comment away again.
create table sitrep_version (
  operation_id uuid not null,
  id uuid not null,
  sitrep_id uuid not null,
  section text not null,
  version_no integer not null check (version_no > 0),
  body text not null check (length(body) <= 4000),
  person_id uuid not null,
  written_at timestamptz not null,
  primary key (operation_id, id),
  -- Two who write at once: the second is told, not overwritten.
  unique (operation_id, sitrep_id, section, version_no),
  foreign key (operation_id, sitrep_id) references sitrep (operation_id, id)
);

-- What a component is asked for, and until when. A later request moves the time.
create table sitrep_request (
  operation_id uuid not null,
  id uuid not null,
  sitrep_id uuid not null,
  component text not null,
  cutoff_at timestamptz not null,
  person_id uuid not null,
  asked_at timestamptz not null,
  primary key (operation_id, id),
  foreign key (operation_id, sitrep_id) references sitrep (operation_id, id)
);
create index sitrep_request_sitrep on sitrep_request (operation_id, sitrep_id, asked_at);

-- What a component gave. A later one of the same component stands in place of an earlier, which is kept.
create table sitrep_input (
  operation_id uuid not null,
  id uuid not null,
  sitrep_id uuid not null,
  component text not null,
  -- Null: nothing significant to report, said by the component.
  body text check (length(body) between 1 and 4000),
  incident_ids uuid[] not null,
  person_id uuid not null,
  given_at timestamptz not null,
  primary key (operation_id, id),
  foreign key (operation_id, sitrep_id) references sitrep (operation_id, id)
);
create index sitrep_input_sitrep on sitrep_input (operation_id, sitrep_id, given_at);
comment on column sitrep_input.body is 'null: nothing significant to report';

-- What was released, composed of the versions that stood then; never changed. Null: not released, or released as drafted.
alter table sitrep add released_content jsonb;
comment on column sitrep.released_content is 'null: not released, or released as it was drafted';

-- Who was given which document, so that they can be told when a figure is corrected.
create table sitrep_taking (
  operation_id uuid not null,
  id uuid not null,
  sitrep_id uuid not null,
  person_id uuid not null,
  format text not null,
  state text not null,
  taken_at timestamptz not null,
  primary key (operation_id, id),
  foreign key (operation_id, sitrep_id) references sitrep (operation_id, id)
);
create index sitrep_taking_sitrep on sitrep_taking (operation_id, sitrep_id, taken_at);

grant select, insert on sitrep_version, sitrep_request, sitrep_input, sitrep_taking to eirene_reader;
grant update (released_content) on sitrep to eirene_reader;
alter table sitrep_version enable row level security;
alter table sitrep_request enable row level security;
alter table sitrep_input enable row level security;
alter table sitrep_taking enable row level security;
-- All of them are seen exactly when the report is, and are added in one's own name.
create policy read_sitrep_version on sitrep_version for select to eirene_reader using (operation_id = (select eirene_operation()) and exists (select from sitrep s where s.operation_id = sitrep_version.operation_id and s.id = sitrep_version.sitrep_id));
create policy write_sitrep_version on sitrep_version for insert to eirene_reader with check (operation_id = (select eirene_operation()) and person_id = (select eirene_person()) and exists (select from sitrep s where s.operation_id = sitrep_version.operation_id and s.id = sitrep_version.sitrep_id and s.state in ('draft', 'edited')));
create policy read_sitrep_request on sitrep_request for select to eirene_reader using (operation_id = (select eirene_operation()) and exists (select from sitrep s where s.operation_id = sitrep_request.operation_id and s.id = sitrep_request.sitrep_id));
create policy write_sitrep_request on sitrep_request for insert to eirene_reader with check (operation_id = (select eirene_operation()) and person_id = (select eirene_person()) and exists (select from sitrep s where s.operation_id = sitrep_request.operation_id and s.id = sitrep_request.sitrep_id and s.state in ('draft', 'edited')));
create policy read_sitrep_input on sitrep_input for select to eirene_reader using (operation_id = (select eirene_operation()) and exists (select from sitrep s where s.operation_id = sitrep_input.operation_id and s.id = sitrep_input.sitrep_id));
create policy write_sitrep_input on sitrep_input for insert to eirene_reader with check (operation_id = (select eirene_operation()) and person_id = (select eirene_person()) and exists (select from sitrep s where s.operation_id = sitrep_input.operation_id and s.id = sitrep_input.sitrep_id and s.state in ('draft', 'edited')));
create policy read_sitrep_taking on sitrep_taking for select to eirene_reader using (operation_id = (select eirene_operation()) and exists (select from sitrep s where s.operation_id = sitrep_taking.operation_id and s.id = sitrep_taking.sitrep_id));
create policy write_sitrep_taking on sitrep_taking for insert to eirene_reader with check (operation_id = (select eirene_operation()) and person_id = (select eirene_person()));
