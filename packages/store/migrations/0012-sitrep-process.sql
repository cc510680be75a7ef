-- Situation reports: facts made anew, and who was told of a correction. Everything here is only ever added to.

-- Facts of a draft made again from the records as they stood then. The highest number stands; what was drafted first stays in
-- sitrep.content. They carry the marking of their report: no record above it is used.
create table sitrep_facts (
  operation_id uuid not null,
  id uuid not null,
  sitrep_id uuid not null,
  facts_no integer not null check (facts_no > 0),
  content jsonb not null,
  -- How they differ from the facts before: what the person who made them was told.
  changes jsonb not null,
  person_id uuid not null,
  made_at timestamptz not null,
  primary key (operation_id, id),
  -- Two who make them at once: the second is told.
  unique (operation_id, sitrep_id, facts_no),
  foreign key (operation_id, sitrep_id) references sitrep (operation_id, id)
);

-- Who had been given a report when its correction was released, and is told of it.
create table correction_notice (
  operation_id uuid not null,
  sitrep_id uuid not null,
  person_id uuid not null,
  -- The person whose release told them.
  told_by uuid not null,
  told_at timestamptz not null,
  primary key (operation_id, sitrep_id, person_id),
  foreign key (operation_id, sitrep_id) references sitrep (operation_id, id)
);
create index correction_notice_person on correction_notice (operation_id, person_id, told_at desc);

create table correction_acknowledgement (
  operation_id uuid not null,
  sitrep_id uuid not null,
  person_id uuid not null,
  acknowledged_at timestamptz not null,
  primary key (operation_id, sitrep_id, person_id),
  foreign key (operation_id, sitrep_id, person_id) references correction_notice (operation_id, sitrep_id, person_id)
);

-- By what a report was corrected is looked up with every report.
create index sitrep_corrects on sitrep (operation_id, corrects_id) where corrects_id is not null;

grant select, insert on sitrep_facts, correction_notice, correction_acknowledgement to eirene_reader;
alter table sitrep_facts enable row level security;
alter table correction_notice enable row level security;
alter table correction_acknowledgement enable row level security;
create policy read_sitrep_facts on sitrep_facts for select to eirene_reader using (operation_id = (select eirene_operation()) and exists (select from sitrep s where s.operation_id = sitrep_facts.operation_id and s.id = sitrep_facts.sitrep_id));
create policy write_sitrep_facts on sitrep_facts for insert to eirene_reader with check (operation_id = (select eirene_operation()) and person_id = (select eirene_person()) and exists (select from sitrep s where s.operation_id = sitrep_facts.operation_id and s.id = sitrep_facts.sitrep_id and s.state in ('draft', 'edited')));
create policy read_correction_notice on correction_notice for select to eirene_reader using (operation_id = (select eirene_operation()) and exists (select from sitrep s where s.operation_id = correction_notice.operation_id and s.id = correction_notice.sitrep_id));
-- Told are only those who were given the report, once it was corrected.
create policy write_correction_notice on correction_notice for insert to eirene_reader with check (operation_id = (select eirene_operation()) and told_by = (select eirene_person())
  and exists (select from sitrep s where s.operation_id = correction_notice.operation_id and s.id = correction_notice.sitrep_id and s.state = 'corrected')
  and exists (select from sitrep_taking t where t.operation_id = correction_notice.operation_id and t.sitrep_id = correction_notice.sitrep_id and t.person_id = correction_notice.person_id));
create policy read_correction_acknowledgement on correction_acknowledgement for select to eirene_reader using (operation_id = (select eirene_operation()) and exists (select from sitrep s where s.operation_id = correction_acknowledgement.operation_id and s.id = correction_acknowledgement.sitrep_id));
create policy write_correction_acknowledgement on correction_acknowledgement for insert to eirene_reader with check (operation_id = (select eirene_operation()) and person_id = (select eirene_person())
  and exists (select from correction_notice n where n.operation_id = correction_acknowledgement.operation_id and n.sitrep_id = correction_acknowledgement.sitrep_id and n.person_id = correction_acknowledgement.person_id));
