-- Numbers of situation and flash reports run by marking, so that a gap in them never tells of a report under another marking.

-- '' is the series of the open marking and of every number given before; any other is what `numberSeries` makes of a marking.
alter table sitrep_number
  add column series text not null default '',
  drop constraint sitrep_number_pkey,
  add primary key (operation_id, drafted_on, series);
alter table flash_number
  add column series text not null default '',
  drop constraint flash_number_pkey,
  add primary key (operation_id, sent_on, series);
