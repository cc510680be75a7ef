/** A column whose name speaks for a meaning; undefined when none does. */
function columnLike(columns: readonly string[], pattern: RegExp): string | undefined {
  return columns.find((column) => pattern.test(column))
}

/**
 * A mapping to begin with, guessed from the names of the columns: right in shape, to be looked through by the person.
 * Docs: docs/guide/import.md.
 */
export function startMapping(columns: readonly string[], fileName: string): string {
  const lon = columnLike(columns, /^(lon|lng|long|longitude|x)$/i)
  const lat = columnLike(columns, /^(lat|latitude|y)$/i)
  const dead = columnLike(columns, /dead|death|killed|fatal/i)
  const dataset = fileName
    .toLowerCase()
    .replace(/\.[a-z.]+$/, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40)
  const mapping = {
    dataset: dataset === '' ? 'dataset' : dataset,
    title: fileName,
    type: { column: columnLike(columns, /type|kind|category/i) ?? 'type', codes: { 'armed clash': 'ARM-01' } },
    headline: [columnLike(columns, /title|headline|event|description|summary|kind|type/i) ?? columns[0] ?? 'title'],
    date: { column: columnLike(columns, /date|day|when/i) ?? 'date' },
    ...(lon !== undefined && lat !== undefined && { point: { lon, lat } }),
    ...(dead !== undefined && { harm: [{ category: 'killed', best: dead }] }),
  }
  return JSON.stringify(mapping, null, 2)
}
