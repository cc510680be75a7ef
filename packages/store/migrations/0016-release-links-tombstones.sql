-- Links to a release can be seen and ended; a release for everybody that was taken back leaves a sign that it was there.

alter table release_link
  add column last_opened_at timestamptz,
  add column ended_at timestamptz,
  add column ended_by uuid,
  add constraint release_link_ended check ((ended_at is null) = (ended_by is null));
update release_link set last_opened_at = opened_at;
comment on column release_link.last_opened_at is 'null: not opened yet';
comment on column release_link.ended_at is 'null: not ended before it expires';
comment on column release_link.ended_by is 'null: not ended before it expires';
-- The links of a release are looked up with it.
create index release_link_release on release_link (operation_id, release_id, made_at);

-- What stays of a release for everybody that was taken back: nothing of its content, which may have been what was wrong.
create table release_tombstone (
  operation_id uuid not null,
  release_id uuid not null,
  acronym text not null,
  realm text not null,
  number text not null,
  released_at timestamptz not null,
  withdrawn_at timestamptz not null,
  -- Why, as everybody may read it; null: it was withdrawn before its reason was written for everybody.
  reason text,
  primary key (operation_id, release_id),
  foreign key (operation_id, release_id) references release (operation_id, id)
);
insert into release_tombstone (operation_id, release_id, acronym, realm, number, released_at, withdrawn_at, reason)
  select operation_id, id, content->'operation'->>'acronym', content->'operation'->>'realm', number, decided_at, withdrawn_at, null
  from release where audience = 'open' and state = 'withdrawn';

grant select on release_tombstone to eirene_public;
grant select, insert on release_tombstone to eirene_reader;
alter table release_tombstone enable row level security;
create policy public_release_tombstone on release_tombstone for select to eirene_public using (true);
create policy read_release_tombstone on release_tombstone for select to eirene_reader using (operation_id = (select eirene_operation()));
-- Only of what was out for everybody and is taken back, by whoever may see it.
create policy write_release_tombstone on release_tombstone for insert to eirene_reader with check (operation_id = (select eirene_operation())
  and exists (select from release r where r.operation_id = release_tombstone.operation_id and r.id = release_tombstone.release_id and r.audience = 'open' and r.state = 'withdrawn'));
