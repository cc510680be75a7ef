-- The ledger: one chain of links per operation. A link holds the hashes of the records that one transaction wrote (ADR-0015).

-- Head of each chain, locked by whoever adds a link. Without a row the operation has no ledger yet: its next write makes one.
create table ledger_head (
  operation_id uuid primary key references operation (id),
  -- 0 before the first link.
  link_no bigint not null check (link_no >= 0),
  link_hash bytea not null check (length(link_hash) = 32)
);

-- A link. Records of one kind stand together: `kind_counts[n]` of them are of `kinds[n]`, in the order of the other arrays.
create table ledger_link (
  operation_id uuid not null references operation (id),
  link_no bigint not null check (link_no >= 1),
  sealed_at timestamptz not null,
  -- True for the link that took in what was there before the ledger was.
  is_adoption boolean not null default false,
  kinds text[] not null,
  kind_counts integer[] not null,
  record_ids uuid[] not null,
  -- SHA-256 of each record's canonical text: what of it never changes.
  content_hashes bytea[] not null,
  -- Canonical text of what of each record may change; empty for records of which nothing may.
  standings text[] not null,
  previous_hash bytea not null check (length(previous_hash) = 32),
  root bytea not null check (length(root) = 32),
  link_hash bytea not null check (length(link_hash) = 32),
  primary key (operation_id, link_no),
  check (cardinality(kinds) = cardinality(kind_counts)),
  check (cardinality(record_ids) > 0 and cardinality(record_ids) = cardinality(content_hashes)
    and cardinality(record_ids) = cardinality(standings))
);
-- The link of a record is found by the time at which both were written.
create index ledger_link_sealed on ledger_link (operation_id, sealed_at);
-- Hashes do not shrink: trying costs time with every link.
alter table ledger_link alter column content_hashes set storage external;

-- Counts of records are hints of what a reader may not see: the readers' role has no right to either table.
alter table ledger_head enable row level security;
alter table ledger_link enable row level security;

-- A person's own reports, newest first.
create index report_person on report (operation_id, person_id, recorded_at desc) where method = 'human';
comment on column report.original is 'null: a report of the demonstration; the row of a dataset, or a field report as it was sent';
