-- Situation reports: numbers without a race, and the exact records that each cites.

-- Last number per operation and local day of drafting. Only the system counts: the readers' role has no right here, since a
-- number that is missing from a list may belong to a report that the reader may not see.
create table sitrep_number (
  operation_id uuid not null references operation (id),
  drafted_on date not null,
  last_no integer not null check (last_no > 0),
  primary key (operation_id, drafted_on)
);

-- A correction names what it corrects; both lie in one operation.
alter table sitrep add foreign key (operation_id, corrects_id) references sitrep (operation_id, id);
create index sitrep_drafted on sitrep (operation_id, drafted_at desc, id desc);
-- What was released is never released again, and never by nobody.
alter table sitrep add check ((state in ('released', 'corrected')) = (released_at is not null));
