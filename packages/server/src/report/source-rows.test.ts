import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Problem } from '@eirene/domain/problem'
import type { Issue } from '@eirene/domain/parse'
import type { SourceRow } from '@eirene/domain/report'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { FILE_LIMITS, type FileLimits } from './open-text.ts'
import { openSourceRows } from './source-rows.ts'

const fixtures = join(import.meta.dirname, '..', '..', '..', '..', 'fixtures', 'report')
const folder = mkdtempSync(join(tmpdir(), 'eirene-rows-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

interface Read {
  readonly columns: readonly string[]
  readonly rows: readonly SourceRow[]
  readonly issues: readonly Issue[]
}

async function read(path: string, encoding?: string, limits: FileLimits = FILE_LIMITS): Promise<Read> {
  const source = await openSourceRows({ path, fileName: 'test' }, encoding, limits)
  const rows: SourceRow[] = []
  const issues: Issue[] = []
  let columns: readonly string[] = []
  for await (const batch of source.batches) {
    columns = batch.columns
    rows.push(...batch.rows)
    issues.push(...batch.issues)
  }
  return { columns, rows, issues }
}

let fileNo = 0
function file(content: string | Buffer): string {
  fileNo += 1
  const path = join(folder, `f${fileNo}`)
  writeFileSync(path, content)
  return path
}

async function refusal(path: string, limits?: FileLimits): Promise<Problem> {
  const error: unknown = await read(path, undefined, limits).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(Problem)
  return error as Problem
}

describe('a file is read whatever its format and encoding', () => {
  it.each([
    ['ged231_valid-49.csv', 49],
    ['ged231_valid-41-other-order.csv', 41],
    ['ged231_valid-utf16.csv', 49],
  ])('%s gives its three rows under %i columns', async (name, width) => {
    const { columns, rows, issues } = await read(join(fixtures, name))
    expect(columns).toHaveLength(width)
    expect(issues).toEqual([])
    expect(rows.map((row) => [row.rowNo, row.cells['id']])).toEqual([
      [2, '1'],
      [3, '2'],
      [4, '3'],
    ])
  })

  it('a GeoJSON file gives properties and point, and a feature without a point its properties', async () => {
    const { rows } = await read(join(fixtures, 'ged231_valid.geojson'))
    expect(rows.map((row) => row.cells['longitude'])).toEqual([20.5, 20.5, undefined])
    expect(rows.map((row) => row.rowNo)).toEqual([1, 2, 3])
  })

  it('gzip is unpacked whatever the name says', async () => {
    const { rows } = await read(file(gzipSync('a,b\n1,2\n')))
    expect(rows).toEqual([{ rowNo: 2, cells: { a: '1', b: '2' } }])
  })

  it.each([';', '\t', '|'])('the separator %j is found by the header', async (mark) => {
    const { rows } = await read(file(`a${mark}b${mark}c\n1${mark}2${mark}3,5\n`))
    expect(rows[0]?.cells).toEqual({ a: '1', b: '2', c: '3,5' })
  })

  it('HXL tags in the second row are no data, and a cell may run over lines', async () => {
    const { rows, issues } = await read(join(fixtures, 'awsd-2025-01-31-hxl.csv'))
    expect(issues).toEqual([])
    expect(rows.map((row) => row.cells['Incident ID'])).toEqual(['801', '802', '803'])
    expect(rows[0]?.cells['Details']).toBe('One driver was killed.\nThe convoy turned back.')
    expect(rows[0]?.rowNo).toBe(3)
  })

  it('a chunk border in the middle of a letter or a cell changes nothing', async () => {
    const long = 'é'.repeat(300_000)
    const { rows, issues } = await read(file(`a,b\n"${long}",1\nx,2\n`))
    expect(issues).toEqual([])
    expect(rows.map((row) => String(row.cells['a']).length)).toEqual([300_000, 1])
  })
})

describe('a bad row costs itself and no other', () => {
  it('a wrong number of cells names the row and both numbers', async () => {
    const { rows, issues } = await read(join(fixtures, 'ged231_column-count.csv'))
    expect(rows.map((row) => row.cells['id'])).toEqual(['1', '3'])
    expect(issues).toMatchObject([{ code: 'row.column_count', row: 3, severity: 'error' }])
    expect(issues[0]?.message).toContain('50 cells; the header has 49')
  })

  it('a quotation mark that is never closed is named with its row; the rows before are kept', async () => {
    const { rows, issues } = await read(join(fixtures, 'ged231_open-quote.csv'))
    expect(rows.map((row) => row.cells['id'])).toEqual(['1'])
    expect(issues).toMatchObject([{ code: 'row.quote_open', row: 3 }])
  })

  it('a quotation mark inside a cell stands for itself and costs nothing', async () => {
    const { rows, issues } = await read(file('a,b\n1,5" gun\n2,"y"z\n3,w\n'))
    expect(issues).toEqual([])
    expect(rows.map((row) => row.cells['b'])).toEqual(['5" gun', '"y"z', 'w'])
    expect(rows[2]?.rowNo).toBe(4)
  })

  it('bytes that are no UTF-8 are named by their position; the right encoding reads them', async () => {
    const path = join(fixtures, 'ged231_latin1.csv')
    const { rows, issues } = await read(path)
    expect(rows.map((row) => row.cells['id'])).toEqual(['1', '3'])
    expect(issues).toMatchObject([{ code: 'encoding.invalid', row: 3, column: 'where_coordinates' }])
    const bytes = Buffer.from(await import('node:fs').then((fs) => fs.readFileSync(path)))
    expect(issues[0]?.message).toContain(`byte ${bytes.indexOf(0xe9)}`)
    expect(issues[0]?.remedy).toContain('windows-1252')
    const right = await read(path, 'windows-1252')
    expect(right.issues).toEqual([])
    expect(right.rows[1]?.cells['where_coordinates']).toBe('Bérandja')
  })

  it('a replacement character that the file itself holds is text', async () => {
    const { rows, issues } = await read(file('a\n\uFFFD\nok\n'))
    expect(issues).toEqual([])
    expect(rows).toHaveLength(2)
  })

  it('one JSON element that is broken costs itself', async () => {
    const { rows, issues } = await read(file('[{"a":1},{"a":,2},{"a":"]},{"},7]'))
    expect(rows.map((row) => row.rowNo)).toEqual([1, 3])
    expect(issues.map((issue) => [issue.code, issue.row])).toEqual([
      ['json.malformed', 2],
      ['json.not_an_object', 4],
    ])
  })

  it('JSON nested without end costs its element and no more', async () => {
    const deep = `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
    const { rows, issues } = await read(file(`[{"a":1},${deep},{"a":[{"b":[2]}]}]`))
    expect(rows.map((row) => row.rowNo)).toEqual([1, 3])
    expect(issues).toMatchObject([{ code: 'json.too_deep', row: 2 }])
  })

  it('JSON that ends in the middle says so and keeps the elements before', async () => {
    const { rows, issues } = await read(file('{"type":"FeatureCollection","features":[{"a":1},{"a":2'))
    expect(rows).toHaveLength(1)
    expect(issues).toMatchObject([{ code: 'json.cut_off', row: 2 }])
  })

  it('two columns of one name are refused by name', async () => {
    const { issues } = await read(file('a,b,a\n1,2,3\n'))
    expect(issues).toMatchObject([{ code: 'header.duplicate', column: 'a', row: 1 }])
  })

  it('a header of more columns than any dataset has is refused with their number', async () => {
    const header = Array.from({ length: 250_000 }, (_, no) => `c${no}`).join(',')
    const { columns, rows, issues } = await read(file(`${header}\n${','.repeat(249_999)}\n`))
    expect([columns, rows]).toEqual([[], []])
    expect(issues).toMatchObject([{ code: 'header.too_many', row: 1 }])
    expect(issues[0]?.message).toContain('250000 columns')
  })

  it('blanks without end are no data, and are not read to their end', async () => {
    const problem = await refusal(file(' \n'.repeat(8_000_000)))
    expect(problem.message).toContain('holds no text')
  })

  it('a gzip file with something behind its end gives all but the last rows and says so', async () => {
    const lines = Array.from({ length: 40_000 }, (_, no) => `${no},${Math.imul(no, 2_654_435_761)}`)
    const packed = Buffer.concat([gzipSync(`a,b\n${lines.join('\n')}\n`), Buffer.from('and more')])
    const { rows, issues } = await read(file(packed))
    expect(rows.length).toBeGreaterThan(36_000)
    expect(issues.at(-1)).toMatchObject({ code: 'gzip.corrupt', severity: 'error' })
  })

  it('a gzip file cut short gives the rows before the cut and says so', async () => {
    const { rows, issues } = await read(join(fixtures, 'ged231_truncated.csv.gz'))
    expect(rows.length).toBeGreaterThan(100)
    expect(issues.at(-1)).toMatchObject({ code: 'gzip.truncated', severity: 'error' })
  })

  it('a gzip file with a damaged byte says so', async () => {
    const packed = gzipSync(Buffer.from('a,b\n12345,67890\n'))
    packed[packed.length - 6] = (packed[packed.length - 6] ?? 0) ^ 0xff
    const problem = await refusal(file(packed))
    expect(problem.message).toContain('corrupt')
  })
})

describe('what is no data is refused by what it is', () => {
  it.each([
    ['empty.csv', 'empty'],
    ['ged231_error-page.csv', 'web page'],
    ['ged231_really-a-zip.csv', 'Excel workbook'],
  ])('%s: %s', async (name, words) => {
    const problem = await refusal(join(fixtures, name))
    expect(problem.code).toBe('import.unreadable')
    expect(problem.message).toContain(words)
    expect(problem.details['remedy']).toBeTruthy()
  })

  it.each([
    ['%PDF-1.7 …', 'PDF'],
    ['PAR1…', 'Parquet'],
    ['SQLite format 3\0', 'SQLite'],
    ['<?xml version="1.0"?><a/>', 'XML'],
    ['a,b\0c', 'zero bytes'],
  ])('%s', async (content, words) => {
    expect((await refusal(file(content))).message).toContain(words)
  })

  it('a gzip bomb is stopped by its ratio long before the limit of its content', async () => {
    const bomb = file(gzipSync(Buffer.alloc(48 * 1024 ** 2, `${'x'.repeat(9_999)}\n`)))
    expect((await refusal(bomb)).message).toContain('unfolds')
  })

  it('a file over the limit is refused by its size', async () => {
    const problem = await refusal(file('a,b\n1,2\n'), { ...FILE_LIMITS, fileBytes: 4 })
    expect(problem.code).toBe('input.too_large')
  })
})

describe('any bytes', () => {
  it('give rows, issues or a refusal, and nothing else', async () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc
        .array(
          fc.constantFrom('a,b', '"', ',', '\n', '\r\n', '{', '}', '[', ']', '"features":', '\\', ':', '1', 'é', '#x'),
        )
        .map((parts) => new TextEncoder().encode(parts.join(''))),
    )
    await fc.assert(
      fc.asyncProperty(piece, fc.boolean(), async (bytes, packed) => {
        const path = file(packed ? gzipSync(bytes) : Buffer.from(bytes))
        const result = await read(path).catch((error: unknown) => error)
        if (result instanceof Error) expect(result).toBeInstanceOf(Problem)
        else expect((result as Read).rows.every((row) => row.rowNo >= 1)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('text written as JSON is read back, however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.dictionary(fc.string(), fc.string()), { minLength: 1 }), async (elements) => {
        const { rows, issues } = await read(file(JSON.stringify(elements)))
        expect(issues).toEqual([])
        expect(rows.map((row) => JSON.stringify(row.cells))).toEqual(elements.map((it) => JSON.stringify(it)))
      }),
      { numRuns: 100, examples: [[[JSON.parse('{"__proto__":"a","constructor":"b"}') as Record<string, string>]]] },
    )
  })
})
