-- The words of a record, given as before but worked out within the statement that stores it. A number put behind a text by `||` goes
-- through an operator that PostgreSQL does not promise to be immutable; a function with one is called row by row, which took three
-- times as long as finding the words.

create or replace function eirene_search_prefix(operation uuid, marking integer) returns text language sql immutable parallel safe
  return right(operation::text, 4) || marking::text || ':';

create or replace function eirene_search_terms(operation uuid, marking integer, language text, at timestamptz, words text) returns tsvector language sql immutable parallel safe
  return eirene_mark_terms(
    to_tsvector(eirene_search_config(eirene_search_code(language)),
      case when octet_length(words) > 2000 then regexp_replace(left(words, 40000), '\S{200,}', ' ', 'g') else words end),
    eirene_search_prefix(operation, marking) || eirene_search_code(language) || ':')
    || array_to_tsvector(array[eirene_search_prefix(operation, marking) || '~m' || eirene_search_month(at)::text,
      eirene_search_prefix(operation, marking) || '~y' || eirene_search_year(at)::text]);
