-- A correction notice is a record of the ledger, which knows records by their id.
alter table correction_notice add column id uuid not null default gen_random_uuid();
alter table correction_notice alter column id drop default;
-- By its id the ledger reads a notice back.
create unique index correction_notice_id on correction_notice (operation_id, id);
