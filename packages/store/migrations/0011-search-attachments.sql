-- Search (ADR-0020): every searchable record carries its words, each written together with operation, marking and language
-- of the record (`9f3a0:en:attack`). A search asks the index only for words under markings that the reader may read: it never walks
-- over what is hidden, so that neither counts nor times tell of it. A kind of record becomes searchable by the two generated
-- columns and the two indexes below and one entry of SEARCH_SOURCES in store/situation.

create extension if not exists unaccent;

-- Languages with their stemmer, after accents are taken off. What has none, and `und`, is searched word for word.
do $$ declare language text; begin
  foreach language in array array['arabic', 'dutch', 'english', 'french', 'german', 'italian', 'portuguese', 'russian', 'spanish', 'turkish'] loop
    execute format('create text search configuration eirene_%1$s (copy = pg_catalog.%1$s)', language);
    execute format('alter text search configuration eirene_%1$s alter mapping for hword, hword_part, word with unaccent, %1$s_stem', language);
  end loop;
  create text search configuration eirene_simple (copy = pg_catalog.simple);
  alter text search configuration eirene_simple alter mapping for hword, hword_part, word with unaccent, simple;
end $$;

-- Two letters for the stemmer of a language, BCP 47; `xx` for none.
create function eirene_search_code(language text) returns text language sql immutable parallel safe
  return case when left(lower(language), 2) in ('ar', 'nl', 'en', 'fr', 'de', 'it', 'pt', 'ru', 'es', 'tr')
    and coalesce(substr(language, 3, 1), '') in ('', '-') then left(lower(language), 2) else 'xx' end;
create function eirene_search_config(code text) returns regconfig language sql immutable parallel safe
  return case code
    when 'ar' then 'eirene_arabic'::regconfig when 'nl' then 'eirene_dutch'::regconfig
    when 'en' then 'eirene_english'::regconfig when 'fr' then 'eirene_french'::regconfig
    when 'de' then 'eirene_german'::regconfig when 'it' then 'eirene_italian'::regconfig
    when 'pt' then 'eirene_portuguese'::regconfig when 'ru' then 'eirene_russian'::regconfig
    when 'es' then 'eirene_spanish'::regconfig when 'tr' then 'eirene_turkish'::regconfig
    else 'eirene_simple'::regconfig end;

-- What stands before each word: four letters of the operation's id, the number of the marking. A collision costs time, never
-- truth: operation and marking are compared again.
create function eirene_search_prefix(operation uuid, marking integer) returns text language sql immutable parallel safe
  return right(operation::text, 4) || marking || ':';

-- Words, each with something before it. PostgreSQL writes a lexeme as 'lexeme' after a blank, and no lexeme holds a blank.
create function eirene_mark_terms(terms tsvector, prefix text) returns tsvector language sql immutable parallel safe
  return replace(' ' || terms::text, ' ''', ' ''' || prefix)::tsvector;
create function eirene_mark_words(words tsquery, prefix text) returns tsquery language sql immutable parallel safe
  return regexp_replace(words::text, '(^|[ (!])''', '\1''' || prefix, 'g')::tsquery;

-- Months and years of the index, counted from 1970: 30 and 360 days, so that they need no calendar and no time zone.
create function eirene_search_month(at timestamptz) returns integer language sql immutable parallel safe
  return floor(extract(epoch from at - timestamptz 'epoch') / 2592000)::integer;
create function eirene_search_year(at timestamptz) returns integer language sql immutable parallel safe
  return floor(eirene_search_month(at) / 12.0)::integer;

-- The words of a record: `9f3a0:en:attack`, and its month and year, `9f3a0:~m605` and `9f3a0:~y50`. A word of more than 200 characters is
-- none; it could not be indexed either.
create function eirene_search_terms(operation uuid, marking integer, language text, at timestamptz, words text) returns tsvector language sql immutable parallel safe
  return eirene_mark_terms(
    to_tsvector(eirene_search_config(eirene_search_code(language)),
      case when octet_length(words) > 2000 then regexp_replace(left(words, 40000), '\S{200,}', ' ', 'g') else words end),
    eirene_search_prefix(operation, marking) || eirene_search_code(language) || ':')
    || array_to_tsvector(array[eirene_search_prefix(operation, marking) || '~m' || eirene_search_month(at),
      eirene_search_prefix(operation, marking) || '~y' || eirene_search_year(at)]);

-- null in search_terms: not to be found, because it was superseded.
alter table incident
  add column search_at timestamptz not null generated always as (occurred_from) stored,
  add column search_terms tsvector generated always as (case when superseded_at is null then
    eirene_search_terms(operation_id, marking_no, language, occurred_from, title || ' ' || place_name || ' ' || coalesce(adm1, '') || ' ' || coalesce(adm2, '') || ' ' || narrative) end) stored;
-- A row of a dataset is found through its incident, which has the same words.
alter table report
  add column search_at timestamptz not null generated always as (coalesce(originated_at, recorded_at)) stored,
  add column search_terms tsvector generated always as (case when superseded_at is null and dataset is null then
    eirene_search_terms(operation_id, marking_no, language, coalesce(originated_at, recorded_at), title || ' ' || body) end) stored;
alter table sitrep
  add column search_at timestamptz not null generated always as (drafted_at) stored,
  add column search_terms tsvector generated always as (
    eirene_search_terms(operation_id, marking_no, language, drafted_at, number || ' ' || jsonb_path_query_array(content, 'strict $.sections.**.text')::text || ' ' || jsonb_path_query_array(content, '$.records[*].place.name')::text || ' ' || jsonb_path_query_array(content, '$.records[*].actors[*].name')::text)) stored;

create index incident_search on incident using gin (search_terms);
create index incident_newest on incident (operation_id, marking_no, search_at desc, id desc) where search_terms is not null;
create index report_search on report using gin (search_terms) where search_terms is not null;
create index report_newest on report (operation_id, marking_no, search_at desc, id desc) where search_terms is not null;
create index sitrep_search on sitrep using gin (search_terms);
create index sitrep_newest on sitrep (operation_id, marking_no, search_at desc, id desc) where search_terms is not null;
-- For the question whether a party takes part in anything that the reader may see.
create index involvement_actor on involvement (operation_id, actor_id, incident_id);

-- The words as they stand in the index under each marking that this transaction may read, within a month or year where one is named;
-- null where nothing may be read.
create function eirene_search_within(words tsquery, period text) returns tsquery language sql stable
  return (select string_agg('((' || eirene_mark_words(words, eirene_search_prefix(eirene_operation(), one))::text || ')'
    || coalesce(' & ''' || eirene_search_prefix(eirene_operation(), one) || period || '''', '') || ')', ' | ')::tsquery
    from unnest(eirene_markings()) as one);

-- The newest rows of a searchable table that this transaction may read and that hold the words, newest first, before a place
-- in that order; `words` with their language before them (`en:attack`), null: all rows. Runs with the owner's rights because an index may not be used below row-level
-- security for an operator that is not leakproof, and therefore asks for operation and markings itself; it gives ids and
-- times only, and whoever uses them reads the rows under row-level security once more.
-- First the newest 3,000 rows that may be read are looked at, which answers common words; only then the index of words, year by year
-- backwards and in a year that holds them month by month: a common word of long ago would otherwise bring all its rows.
create function eirene_search(relation regclass, words tsquery, period_from timestamptz, period_to timestamptz,
    before_at timestamptz, before_id uuid, max_rows integer)
  returns table (id uuid, search_at timestamptz)
  language plpgsql stable security definer rows 50 set search_path = pg_catalog, public set enable_seqscan = off set enable_indexscan = on as $$
declare
  held constant integer[] := eirene_markings();
  probe constant integer := 3000;
  marked tsquery;
  seen integer;
  given integer;
  edge_at timestamptz;
  edge_id uuid;
  oldest timestamptz;
  has_any boolean;
begin
  if words is not null then
    marked := eirene_search_within(words, null);
    if marked is null then return; end if;
  end if;
  execute format($q$
    select count(*), (array_agg(n.search_at order by n.search_at, n.id))[1], (array_agg(n.id order by n.search_at, n.id))[1] from (
      select r.id, r.search_at from unnest($1::integer[]) as m (no) cross join lateral (
        select t.id, t.search_at from %1$s t where t.operation_id = $2 and t.marking_no = m.no and t.search_terms is not null
          and t.search_at >= $3 and t.search_at < $4 and (t.search_at, t.id) < ($5, $6)
        order by t.search_at desc, t.id desc limit $7) r
      order by r.search_at desc, r.id desc limit $7) n $q$, relation)
    into seen, edge_at, edge_id
    using held, eirene_operation(), period_from, period_to, before_at, before_id, case when marked is null then max_rows else probe end;
  if seen = 0 then return; end if;
  return query execute format($q$
    with newest as materialized (
      select r.id, r.search_at, r.search_terms from unnest($1::integer[]) as m (no) cross join lateral (
        select t.id, t.search_at, t.search_terms from %1$s t where t.operation_id = $2 and t.marking_no = m.no and t.search_terms is not null
          and (t.search_at, t.id) < ($3, $4) and (t.search_at, t.id) >= ($5, $6)
        order by t.search_at desc, t.id desc limit 3000) r)
    select n.id, n.search_at from newest n where $7 is null or n.search_terms @@ $7
    order by n.search_at desc, n.id desc limit $8 $q$, relation)
    using held, eirene_operation(), least(before_at, period_to), case when before_at < period_to then before_id else '00000000-0000-0000-0000-000000000000' end,
      edge_at, edge_id, marked, max_rows;
  get diagnostics given = row_count;
  if given >= max_rows or seen < probe or marked is null then return; end if;
  execute format('select min(o.at) from unnest($1::integer[]) as m (no) cross join lateral (select t.search_at as at from %1$s t
    where t.operation_id = $2 and t.marking_no = m.no and t.search_terms is not null order by t.search_at limit 1) o', relation)
    into oldest using held, eirene_operation();
  -- From here the index of words is asked and no other: an index by time would walk over every record. Ends with the function.
  perform set_config('enable_indexscan', 'off', true);
  for year in reverse eirene_search_year(edge_at) .. eirene_search_year(greatest(oldest, period_from)) loop
    execute format('select exists (select from %1$s t where t.search_terms @@ $1 and t.operation_id = $2 and t.marking_no = any ($3))', relation)
      into has_any using eirene_search_within(words, '~y' || year), eirene_operation(), held;
    continue when not has_any;
    for month in reverse least(eirene_search_month(edge_at), year * 12 + 11) .. year * 12 loop
      return query execute format($q$
        with found as materialized (
          select t.id, t.search_at from %1$s t where t.search_terms @@ $1 and t.operation_id = $2 and t.marking_no = any ($3)
            and t.search_at >= $4 and (t.search_at, t.id) < ($5, $6))
        select f.id, f.search_at from found f order by f.search_at desc, f.id desc limit $7 $q$, relation)
        using eirene_search_within(words, '~m' || month), eirene_operation(), held, period_from, edge_at, edge_id, max_rows - given;
      get diagnostics seen = row_count;
      given := given + seen;
      if given >= max_rows then return; end if;
    end loop;
  end loop;
end $$;
revoke all on function eirene_search from public;
grant execute on function eirene_search to eirene_reader;

-- Parties whose names hold the words and that take part in something that this transaction may read.
create function eirene_search_actor(words tsquery, max_rows integer) returns setof uuid
  language sql stable security definer rows 20 set search_path = pg_catalog, public
  begin atomic
    select a.id from actor a
    where a.operation_id = eirene_operation() and to_tsvector('eirene_simple', a.name || ' ' || array_to_string(a.aliases, ' ')) @@ words
      and exists (select from involvement v join incident i on i.operation_id = v.operation_id and i.id = v.incident_id
        where v.operation_id = a.operation_id and v.actor_id = a.id and i.marking_no = any (eirene_markings()))
    order by a.name, a.id limit max_rows;
  end;
revoke all on function eirene_search_actor from public;
grant execute on function eirene_search_actor to eirene_reader;

-- Attachments (ADR-0020) ---------------------------------------------------------------------------------------------

-- A photo, a recording or a document of a report. What is served is a copy without the particulars that a device or a program
-- wrote into it. Seen exactly when its report is. The bytes lie in the data directory under their SHA-256.
create table attachment (
  operation_id uuid not null references operation (id),
  id uuid not null,
  report_id uuid not null,
  media_type text not null check (media_type in ('image/jpeg', 'image/png', 'image/webp', 'audio/mpeg', 'audio/wav', 'audio/ogg', 'audio/mp4', 'application/pdf')),
  bytes integer not null check (bytes > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- null: nothing to see in small (sound, documents)
  thumbnail_sha256 text check (thumbnail_sha256 ~ '^[0-9a-f]{64}$'),
  -- null: no pixels
  width_px integer check (width_px > 0),
  height_px integer check (height_px > 0),
  -- null: not put there by a signed-in person
  person_id uuid,
  recorded_at timestamptz not null,
  primary key (operation_id, id),
  foreign key (operation_id, report_id) references report (operation_id, id)
);
create index attachment_report on attachment (operation_id, report_id, recorded_at);

-- What was taken off, and the bytes as they came: they can tell who stood where, and when. Under the marking of the report at
-- that time with the compartment SOURCE-ID; without the compartment the row does not exist.
create table attachment_original (
  operation_id uuid not null references operation (id),
  attachment_id uuid not null,
  marking_no integer not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes integer not null check (bytes > 0),
  -- What was found and taken off, by its kind: {"exif": …, "file": …}.
  taken_off jsonb not null,
  recorded_at timestamptz not null,
  primary key (operation_id, attachment_id),
  foreign key (operation_id, marking_no) references marking (operation_id, marking_no),
  foreign key (operation_id, attachment_id) references attachment (operation_id, id)
);

grant select, insert on attachment, attachment_original to eirene_reader;
alter table attachment enable row level security;
alter table attachment_original enable row level security;
create policy read_attachment on attachment for select to eirene_reader using (operation_id = (select eirene_operation())
  and exists (select from report r where r.operation_id = attachment.operation_id and r.id = attachment.report_id));
create policy read_attachment_original on attachment_original for select to eirene_reader using (operation_id = (select eirene_operation())
  and marking_no = any ((select eirene_markings())::integer[])
  and exists (select from attachment a where a.operation_id = attachment_original.operation_id and a.id = attachment_original.attachment_id));
-- Who reports may hang something on a report that they wrote and may not see any more.
create policy write_attachment on attachment for insert to eirene_reader with check (operation_id = (select eirene_operation()));
create policy write_attachment_original on attachment_original for insert to eirene_reader with check (operation_id = (select eirene_operation()));
