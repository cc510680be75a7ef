-- Verification by people: grades, proposals and their decisions, merges and their undoing, suggestions put aside.
-- All of it is added to and never changed: what stands is worked out from the rows.

-- A later judgement on a report. The report's own grade, given on entry, stays where it is.
create table grade_change (
  operation_id uuid not null references operation (id),
  id uuid not null,
  report_id uuid not null,
  reliability text not null check (reliability in ('A', 'B', 'C', 'D', 'E', 'F')),
  credibility smallint not null check (credibility between 1 and 6),
  reason text not null check (length(trim(reason)) between 1 and 2000),
  person_id uuid not null references person (id),
  graded_at timestamptz not null,
  primary key (operation_id, id),
  foreign key (operation_id, report_id) references report (operation_id, id)
);
-- The grade that stands is the last one of a report.
create index grade_change_report on grade_change (operation_id, report_id, graded_at desc, id desc);

-- The first of the two steps of a verification.
create table verification_proposal (
  operation_id uuid not null references operation (id),
  id uuid not null,
  incident_id uuid not null,
  basis text not null check (basis in ('direct_observation', 'first_hand_testimony', 'documentary_proof')),
  reason text not null check (length(trim(reason)) between 1 and 2000),
  person_id uuid not null references person (id),
  proposed_at timestamptz not null,
  -- State changes of the record before the proposal, merges apart: one more and the proposal has lapsed.
  at_revision integer not null check (at_revision >= 0),
  primary key (operation_id, id),
  foreign key (operation_id, incident_id) references incident (operation_id, id)
);
create index verification_proposal_incident on verification_proposal (operation_id, incident_id, proposed_at desc);

-- The second step, or what ended the first. One for each proposal.
create table verification_decision (
  operation_id uuid not null references operation (id),
  proposal_id uuid not null,
  outcome text not null check (outcome in ('confirmed', 'declined', 'withdrawn')),
  reason text not null check (length(trim(reason)) between 1 and 2000),
  person_id uuid not null references person (id),
  decided_at timestamptz not null,
  primary key (operation_id, proposal_id),
  foreign key (operation_id, proposal_id) references verification_proposal (operation_id, id)
);

-- One record found to tell of the same event as another. Both keep everything; the merge stands until its undoing.
create table incident_merge (
  operation_id uuid not null references operation (id),
  id uuid not null,
  incident_id uuid not null,
  into_incident_id uuid not null,
  -- State that an undoing leads back to.
  state_before text not null check (state_before in ('reported', 'under_verification', 'corroborated')),
  reason text not null check (length(trim(reason)) between 1 and 2000),
  -- null: made by the demonstration before anybody signed in
  person_id uuid references person (id),
  merged_at timestamptz not null,
  primary key (operation_id, id),
  foreign key (operation_id, incident_id) references incident (operation_id, id),
  foreign key (operation_id, into_incident_id) references incident (operation_id, id),
  check (incident_id <> into_incident_id)
);
create index incident_merge_from on incident_merge (operation_id, incident_id);
create index incident_merge_into on incident_merge (operation_id, into_incident_id);
comment on column incident_merge.person_id is 'null: made by the demonstration before anybody signed in';

create table incident_unmerge (
  operation_id uuid not null references operation (id),
  merge_id uuid not null,
  reason text not null check (length(trim(reason)) between 1 and 2000),
  person_id uuid not null references person (id),
  undone_at timestamptz not null,
  primary key (operation_id, merge_id),
  foreign key (operation_id, merge_id) references incident_merge (operation_id, id)
);

-- Two records that somebody looked at and found to be two events. The smaller id comes first.
create table suggestion_dismissal (
  operation_id uuid not null references operation (id),
  incident_id uuid not null,
  other_id uuid not null,
  reason text not null check (length(trim(reason)) between 1 and 2000),
  person_id uuid not null references person (id),
  dismissed_at timestamptz not null,
  primary key (operation_id, incident_id, other_id),
  foreign key (operation_id, incident_id) references incident (operation_id, id),
  foreign key (operation_id, other_id) references incident (operation_id, id),
  check (incident_id < other_id)
);

-- What waits for people: the mission's own records in the states that need somebody, and all that is being verified.
create index incident_waiting on incident (operation_id, state, recorded_at, id)
  where superseded_at is null and (method = 'human' or state <> 'reported');
-- Reports that nobody has graded yet are looked for among those that people wrote.
create index report_ungraded on report (operation_id, id)
  where method = 'human' and reliability = 'F' and credibility = 6 and superseded_at is null;
-- Later versions of a record are found from the earlier.
create index report_supersedes on report (operation_id, supersedes_id) where supersedes_id is not null;
create index incident_supersedes on incident (operation_id, supersedes_id) where supersedes_id is not null;

grant select, insert on grade_change, verification_proposal, verification_decision, incident_merge, incident_unmerge, suggestion_dismissal to eirene_reader;
alter table grade_change enable row level security;
alter table verification_proposal enable row level security;
alter table verification_decision enable row level security;
alter table incident_merge enable row level security;
alter table incident_unmerge enable row level security;
alter table suggestion_dismissal enable row level security;

-- Each is seen, and made, exactly by whom the records that it speaks of are seen. A merge speaks of two.
create policy read_grade_change on grade_change for select to eirene_reader using (operation_id = (select eirene_operation())
  and exists (select from report r where r.operation_id = grade_change.operation_id and r.id = grade_change.report_id));
create policy write_grade_change on grade_change for insert to eirene_reader with check (operation_id = (select eirene_operation())
  and person_id = (select eirene_person())
  and exists (select from report r where r.operation_id = grade_change.operation_id and r.id = grade_change.report_id));
create policy read_verification_proposal on verification_proposal for select to eirene_reader using (operation_id = (select eirene_operation())
  and exists (select from incident i where i.operation_id = verification_proposal.operation_id and i.id = verification_proposal.incident_id));
create policy write_verification_proposal on verification_proposal for insert to eirene_reader with check (operation_id = (select eirene_operation())
  and person_id = (select eirene_person())
  and exists (select from incident i where i.operation_id = verification_proposal.operation_id and i.id = verification_proposal.incident_id));
create policy read_verification_decision on verification_decision for select to eirene_reader using (operation_id = (select eirene_operation())
  and exists (select from verification_proposal p where p.operation_id = verification_decision.operation_id and p.id = verification_decision.proposal_id));
create policy write_verification_decision on verification_decision for insert to eirene_reader with check (operation_id = (select eirene_operation())
  and person_id = (select eirene_person())
  and exists (select from verification_proposal p where p.operation_id = verification_decision.operation_id and p.id = verification_decision.proposal_id));
create policy read_incident_merge on incident_merge for select to eirene_reader using (operation_id = (select eirene_operation())
  and exists (select from incident i where i.operation_id = incident_merge.operation_id and i.id = incident_merge.incident_id)
  and exists (select from incident i where i.operation_id = incident_merge.operation_id and i.id = incident_merge.into_incident_id));
create policy write_incident_merge on incident_merge for insert to eirene_reader with check (operation_id = (select eirene_operation())
  and person_id = (select eirene_person())
  and exists (select from incident i where i.operation_id = incident_merge.operation_id and i.id = incident_merge.incident_id)
  and exists (select from incident i where i.operation_id = incident_merge.operation_id and i.id = incident_merge.into_incident_id));
create policy read_incident_unmerge on incident_unmerge for select to eirene_reader using (operation_id = (select eirene_operation())
  and exists (select from incident_merge m where m.operation_id = incident_unmerge.operation_id and m.id = incident_unmerge.merge_id));
create policy write_incident_unmerge on incident_unmerge for insert to eirene_reader with check (operation_id = (select eirene_operation())
  and person_id = (select eirene_person())
  and exists (select from incident_merge m where m.operation_id = incident_unmerge.operation_id and m.id = incident_unmerge.merge_id));
create policy read_suggestion_dismissal on suggestion_dismissal for select to eirene_reader using (operation_id = (select eirene_operation())
  and exists (select from incident i where i.operation_id = suggestion_dismissal.operation_id and i.id = suggestion_dismissal.incident_id)
  and exists (select from incident i where i.operation_id = suggestion_dismissal.operation_id and i.id = suggestion_dismissal.other_id));
create policy write_suggestion_dismissal on suggestion_dismissal for insert to eirene_reader with check (operation_id = (select eirene_operation())
  and person_id = (select eirene_person())
  and exists (select from incident i where i.operation_id = suggestion_dismissal.operation_id and i.id = suggestion_dismissal.incident_id)
  and exists (select from incident i where i.operation_id = suggestion_dismissal.operation_id and i.id = suggestion_dismissal.other_id));
