-- The duty officer's desk: flash reports with whom they were told to, and the log of the watch with its handovers.
-- Everything here is only ever added to: an acknowledgement, an action done, a signature is a row of its own.

-- Last number of a first flash report per operation and local day. Only the system counts, as for situation reports.
create table flash_number (
  operation_id uuid not null references operation (id),
  sent_on date not null,
  last_no integer not null check (last_no > 0),
  primary key (operation_id, sent_on)
);

create table flash_report (
  operation_id uuid not null references operation (id),
  id uuid not null,
  marking_no integer not null,
  -- `2024-03-02/1`; a follow-up `2024-03-02/1.1`.
  number text not null,
  precedence text not null check (precedence in ('FLASH', 'IMMEDIATE')),
  -- The first report of the thread: its own id for a first report.
  thread_id uuid not null,
  incident_id uuid,
  -- FlashContent as JSON: ten lines, each null where it is not known.
  content jsonb not null,
  -- NotificationTree as it was in force when the report was sent: people by id and posts by what they are called.
  tree jsonb not null,
  first_word_at timestamptz not null,
  sent_by uuid not null references person (id),
  sent_at timestamptz not null,
  primary key (operation_id, id),
  unique (operation_id, number),
  foreign key (operation_id, marking_no) references marking (operation_id, marking_no),
  foreign key (operation_id, thread_id) references flash_report (operation_id, id),
  foreign key (operation_id, incident_id) references incident (operation_id, id)
);
comment on column flash_report.incident_id is 'null: made from no incident';
create index flash_report_sent on flash_report (operation_id, sent_at desc);
create index flash_report_thread on flash_report (operation_id, thread_id);
create index flash_report_incident on flash_report (operation_id, incident_id) where incident_id is not null;

-- Who was told of which report, when, under which step of its tree. Once for each person and report, whoever asks.
create table notification (
  operation_id uuid not null,
  flash_id uuid not null,
  person_id uuid not null references person (id),
  step_no smallint not null check (step_no >= 0),
  notified_at timestamptz not null,
  primary key (operation_id, flash_id, person_id),
  foreign key (operation_id, flash_id) references flash_report (operation_id, id)
);
create index notification_person on notification (operation_id, person_id, notified_at desc);

create table acknowledgement (
  operation_id uuid not null,
  flash_id uuid not null,
  person_id uuid not null,
  acknowledged_at timestamptz not null,
  primary key (operation_id, flash_id, person_id),
  foreign key (operation_id, flash_id, person_id) references notification (operation_id, flash_id, person_id)
);

-- Versions of the tree; the newest is in force.
create table notification_tree (
  operation_id uuid not null references operation (id),
  id uuid not null,
  tree jsonb not null,
  set_by uuid not null references person (id),
  set_at timestamptz not null,
  primary key (operation_id, id)
);

create table watch_entry (
  operation_id uuid not null references operation (id),
  id uuid not null,
  text text not null check (length(text) between 1 and 2000),
  owner_role text,
  due_at timestamptz,
  written_by uuid not null references person (id),
  written_at timestamptz not null,
  primary key (operation_id, id),
  check (owner_role is not null or due_at is null)
);
comment on column watch_entry.owner_role is 'null: a note, no action';
comment on column watch_entry.due_at is 'null: no time was set';
create index watch_entry_written on watch_entry (operation_id, written_at desc);

create table watch_action_done (
  operation_id uuid not null,
  entry_id uuid not null,
  how text not null check (length(how) between 1 and 2000),
  done_by uuid not null references person (id),
  done_at timestamptz not null,
  primary key (operation_id, entry_id),
  foreign key (operation_id, entry_id) references watch_entry (operation_id, id)
);

create table handover (
  operation_id uuid not null references operation (id),
  id uuid not null,
  note text not null check (length(note) between 1 and 2000),
  open_action_ids uuid[] not null,
  outgoing_id uuid not null references person (id),
  signed_out_at timestamptz not null,
  primary key (operation_id, id)
);
create index handover_signed on handover (operation_id, signed_out_at desc);

create table handover_signature (
  operation_id uuid not null,
  handover_id uuid not null,
  incoming_id uuid not null references person (id),
  signed_in_at timestamptz not null,
  primary key (operation_id, handover_id),
  foreign key (operation_id, handover_id) references handover (operation_id, id)
);

-- Privileges: flash reports and notices are written by the system in one act, since it must know what others may read.
grant select on flash_report, notification, acknowledgement, notification_tree, watch_entry, watch_action_done, handover, handover_signature to eirene_reader;
grant insert on acknowledgement, notification_tree, watch_entry, watch_action_done, handover, handover_signature to eirene_reader;

alter table flash_number enable row level security;
alter table flash_report enable row level security;
alter table notification enable row level security;
alter table acknowledgement enable row level security;
alter table notification_tree enable row level security;
alter table watch_entry enable row level security;
alter table watch_action_done enable row level security;
alter table handover enable row level security;
alter table handover_signature enable row level security;

create policy read_flash_report on flash_report for select to eirene_reader using (operation_id = (select eirene_operation()) and marking_no = any ((select eirene_markings())::integer[]));
-- Who was told of a report is seen exactly when the report is.
create policy read_notification on notification for select to eirene_reader using (operation_id = (select eirene_operation())
  and exists (select from flash_report f where f.operation_id = notification.operation_id and f.id = notification.flash_id));
create policy read_acknowledgement on acknowledgement for select to eirene_reader using (operation_id = (select eirene_operation())
  and exists (select from flash_report f where f.operation_id = acknowledgement.operation_id and f.id = acknowledgement.flash_id));
create policy write_acknowledgement on acknowledgement for insert to eirene_reader with check (operation_id = (select eirene_operation()) and person_id = (select eirene_person())
  and exists (select from notification n where n.operation_id = acknowledgement.operation_id and n.flash_id = acknowledgement.flash_id and n.person_id = acknowledgement.person_id));
-- The tree and the log of the watch are of the operation; which roles come to them is decided at the route.
create policy read_notification_tree on notification_tree for select to eirene_reader using (operation_id = (select eirene_operation()));
create policy write_notification_tree on notification_tree for insert to eirene_reader with check (operation_id = (select eirene_operation()) and set_by = (select eirene_person()));
create policy read_watch_entry on watch_entry for select to eirene_reader using (operation_id = (select eirene_operation()));
create policy write_watch_entry on watch_entry for insert to eirene_reader with check (operation_id = (select eirene_operation()) and written_by = (select eirene_person()));
create policy read_watch_action_done on watch_action_done for select to eirene_reader using (operation_id = (select eirene_operation()));
create policy write_watch_action_done on watch_action_done for insert to eirene_reader with check (operation_id = (select eirene_operation()) and done_by = (select eirene_person())
  and exists (select from watch_entry e where e.operation_id = watch_action_done.operation_id and e.id = watch_action_done.entry_id and e.owner_role is not null));
create policy read_handover on handover for select to eirene_reader using (operation_id = (select eirene_operation()));
create policy write_handover on handover for insert to eirene_reader with check (operation_id = (select eirene_operation()) and outgoing_id = (select eirene_person()));
create policy read_handover_signature on handover_signature for select to eirene_reader using (operation_id = (select eirene_operation()));
-- Nobody hands the watch over to themselves: the database holds it as well.
create policy write_handover_signature on handover_signature for insert to eirene_reader with check (operation_id = (select eirene_operation()) and incoming_id = (select eirene_person())
  and exists (select from handover h where h.operation_id = handover_signature.operation_id and h.id = handover_signature.handover_id and h.outgoing_id <> (select eirene_person())));
