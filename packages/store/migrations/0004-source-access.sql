-- A source is known, like an actor, only through what the reader may see of it: its code alone can tell who talks to whom.
drop policy read_source on source;
create policy read_source on source for select to eirene_reader using (operation_id = (select eirene_operation())
  and exists (select from report r where r.operation_id = source.operation_id and r.source_id = source.id));
-- For that question, which is asked once for each source that a query meets.
create index report_source on report (operation_id, source_id);
