-- Import: rows are recognised by the dataset's own id also among the superseded ones, rows of one event by their origin.

-- An older release is imported after a newer one, or again: its rows are found among the superseded.
create index report_dataset_row on report (operation_id, dataset, external_id) where dataset is not null;
drop index report_external;
-- Several rows or files that tell of one event become one incident.
create index report_origin on report (operation_id, origin_key) where origin_key is not null and superseded_at is null;
-- An act of import is undone by what it superseded.
create index report_superseded_by on report (operation_id, superseded_by_import) where superseded_by_import is not null;
create index incident_superseded_by on incident (operation_id, superseded_by_import) where superseded_by_import is not null;
-- Which rows of the file went into which compartment: counts only, {"CRSV": 12}.
alter table dataset_import add column restricted jsonb not null default '{}';
-- The mapping by which a CSV file was read; null for datasets with an adapter of their own.
alter table dataset_import add column mapping jsonb;
