-- People: validity, second-person grants, sessions that lock, passkeys, outside identities, who looked at what.

alter table person add column valid_until timestamptz;
comment on column person.valid_until is 'null: no end was set';
alter table person add column idle_lock_minutes integer check (idle_lock_minutes between 1 and 60);
comment on column person.idle_lock_minutes is 'null: ten, as the installation has it';
-- Grows by one with every change of what the person is or holds: two people who change one at once are told.
alter table person add column version integer not null default 1;

-- A session is named by its own id; its token hash is nobody's business.
alter table session add column id uuid not null default gen_random_uuid();
alter table session add column kind text not null default 'person' check (kind in ('person', 'wallboard'));
alter table session add column method text not null default 'password' check (method in ('password', 'passkey', 'oidc', 'invitation'));
-- Coarse words such as "Firefox on Linux"; never the whole text that the browser sends.
alter table session add column device text not null default '';
alter table session add column is_shared boolean not null default false;
alter table session add column active_at timestamptz;
comment on column session.active_at is 'last key or pointer of the person; null: none was told since the start';
alter table session add column locked_at timestamptz;
comment on column session.locked_at is 'null: not locked';
alter table session add column ends_at timestamptz;
comment on column session.ends_at is 'null: ends by age and idle time only';
alter table session add column wallboard_of uuid references operation (id);
comment on column session.wallboard_of is 'null: all operations of the person; set for a wallboard';
create unique index session_id on session (id);
alter table session add check (kind = 'person' or (ends_at is not null and wallboard_of is not null));

alter table access_event add column concerns_operation uuid;
comment on column access_event.concerns_operation is 'null: concerns no single operation';
alter table access_event add column actor_id uuid;
comment on column access_event.actor_id is 'who did it to the person; null: the person, or who keeps the machine';
create index access_event_person on access_event (person_id, id desc);
create index access_event_operation on access_event (concerns_operation, id desc) where concerns_operation is not null;

-- What one person asked for another and a second one must confirm. Only the system reads it: it tells who may see what.
create table access_request (
  operation_id uuid not null references operation (id),
  id uuid not null,
  person_id uuid not null references person (id),
  asked_by uuid not null references person (id),
  asked_at timestamptz not null,
  reason text not null check (length(reason) between 1 and 400),
  roles text[] not null,
  compartments text[] not null,
  -- Policy to level, as in clearance.
  clearances jsonb not null,
  organisation text,
  decision text check (decision in ('granted', 'refused', 'withdrawn')),
  decided_by uuid references person (id),
  decided_at timestamptz,
  primary key (operation_id, id),
  check ((decision is null) = (decided_at is null)),
  check (decision is distinct from 'granted' or (decided_by <> asked_by and decided_by <> person_id))
);
comment on column access_request.organisation is 'null: the organisation stays as it is';
comment on column access_request.decision is 'null: open';
comment on column access_request.decided_by is 'null: nobody yet, or a newer request took its place';
comment on column access_request.decided_at is 'null: open';
create unique index access_request_open on access_request (operation_id, person_id) where decision is null;

create table passkey (
  -- Credential id, base64url.
  id text primary key,
  person_id uuid not null references person (id),
  label text not null check (length(label) between 1 and 60),
  public_key bytea not null,
  -- Number of signatures as the authenticator counts them; 0 stays 0 where it does not count.
  sign_count bigint not null check (sign_count >= 0),
  transports text[] not null default '{}',
  created_at timestamptz not null,
  last_used_at timestamptz
);
comment on column passkey.last_used_at is 'null: not used yet';
create index passkey_person on passkey (person_id);

-- A person as an outside issuer knows them; bound by an invitation, never by an address.
create table outside_account (
  issuer text not null,
  subject text not null,
  person_id uuid not null references person (id),
  bound_at timestamptz not null,
  primary key (issuer, subject),
  unique (issuer, person_id)
);

-- Who looked at a record that lies in a compartment. Seen by those who may read the record itself.
create table record_viewing (
  operation_id uuid not null references operation (id),
  id uuid not null,
  marking_no integer not null,
  record_kind text not null check (record_kind in ('incident', 'report')),
  record_id uuid not null,
  person_id uuid not null references person (id),
  viewed_at timestamptz not null,
  primary key (operation_id, id),
  foreign key (operation_id, marking_no) references marking (operation_id, marking_no)
);
create index record_viewing_at on record_viewing (operation_id, viewed_at desc);
grant select, insert on record_viewing to eirene_reader;
alter table record_viewing enable row level security;
create policy read_record_viewing on record_viewing for select to eirene_reader using (operation_id = (select eirene_operation()) and marking_no = any ((select eirene_markings())::integer[]));
create policy write_record_viewing on record_viewing for insert to eirene_reader with check (operation_id = (select eirene_operation()) and marking_no = any ((select eirene_markings())::integer[]) and person_id = (select eirene_person()));
