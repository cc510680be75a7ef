import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Problem } from '@eirene/domain/problem'
import { DATASETS, readContext, type SourceRow } from '@eirene/domain/report'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { headerLength, parseHeader } from '../backup/backup-header.ts'
import { FILE_LIMITS } from '../report/index.ts'
import { openSourceRows } from '../report/source-rows.ts'
import { findVocabulary, fuzzRuns, mutateBytes, mutateValue } from './testing/index.ts'

/** Every parser against what was never meant for it: it answers with a value or with issues, and never throws. */

const ROOT = join(import.meta.dirname, '..', '..', '..', '..')
const FILES = join(ROOT, 'fixtures', 'report')
const folder = mkdtempSync(join(tmpdir(), 'eirene-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Parsers of one text; every other takes anything. */
const OF_TEXT = /^parse(DayNo|Password|Coordinates|TypedCount|SearchQuery|WallClock)$|FromText$|^decode/

type Parser = (input: unknown) => unknown

/** The parsers that the packages export, found by their names: a new one is taken by itself. */
async function findParsers(): Promise<ReadonlyMap<string, Parser>> {
  const parsers = new Map<string, Parser>()
  for (const home of ['domain', 'analysis'])
    for (const room of readdirSync(join(ROOT, 'packages', home, 'src'), { withFileTypes: true })) {
      if (!room.isDirectory()) continue
      const door: unknown = await import(join(ROOT, 'packages', home, 'src', room.name, 'index.ts'))
      for (const [name, value] of Object.entries(door as Record<string, unknown>))
        // a module's exports
        if (/^(parse[A-Z]|decode[A-Z])|FromText$/.test(name) && name !== 'parseWith' && typeof value === 'function')
          parsers.set(`${home}/${room.name} ${name}`, value as Parser) // it takes what it is given
    }
  return parsers
}

const parsers = await findParsers()
/** Good input for parsers, by name: `fixtures/fuzz/parsers.json`. */
const corpus = JSON.parse(readFileSync(join(ROOT, 'fixtures', 'fuzz', 'parsers.json'), 'utf8')) as Record<
  string,
  unknown[]
>
const { fields } = findVocabulary()

const picks = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 6 })
const anything = fc.oneof(
  fc.anything({ withBigInt: false }),
  fc.jsonValue(),
  fc.dictionary(fc.constantFrom(...fields), fc.jsonValue(), { maxKeys: 8 }),
)

function inputOf(name: string): fc.Arbitrary<unknown> {
  const word = name.split(' ')[1] ?? ''
  const samples = corpus[word] ?? []
  if (word.startsWith('decode')) return fc.oneof(fc.uint8Array({ maxLength: 300 }))
  if (OF_TEXT.test(word))
    return fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.json(),
      ...samples.map((sample) => picks.map((list) => mutateBytes(Buffer.from(String(sample)), list).toString('utf8'))),
    )
  return fc.oneof(anything, ...samples.map((sample) => picks.map((list) => mutateValue(sample, list, fields))))
}

/** Throws what is wrong with the answer of a parser. */
function mustBeAnswer(answer: unknown): void {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return
  const { ok, issues } = answer as {
    ok: unknown
    issues: readonly { code: unknown; message: unknown; severity: unknown }[]
  } // checked below
  if (typeof ok !== 'boolean' || !Array.isArray(issues)) throw new Error('neither a value nor issues')
  if (!ok && issues.length === 0) throw new Error('refused without a reason')
  for (const { code, message } of issues)
    if (typeof code !== 'string' || typeof message !== 'string' || message === '')
      throw new Error('an issue without words')
}

describe('every parser of the packages', () => {
  const { numRuns, seed } = fuzzRuns(3_000)
  const each = Math.max(20, Math.ceil(numRuns / 2 / parsers.size))
  const settings = { numRuns: each, ...(seed === undefined ? {} : { seed }) }

  it('is found by its name', () => {
    expect([...parsers.keys()].length).toBeGreaterThan(5)
    expect(Object.keys(corpus).filter((name) => ![...parsers.keys()].some((key) => key.endsWith(` ${name}`)))).toEqual(
      [],
    )
  })

  it.each([...parsers])('answers whatever it is given: %s', (name, parse) => {
    fc.assert(
      fc.property(inputOf(name), (input) => {
        mustBeAnswer(parse(input))
      }),
      settings,
    )
  })

  it.each(Object.entries(corpus))('takes the good input of the corpus: %s', (name, samples) => {
    const [, parse] = [...parsers].find(([key]) => key.endsWith(` ${name}`))!
    for (const sample of samples) expect(parse(sample), JSON.stringify(sample)).not.toMatchObject({ ok: false })
  })
})

describe('the readers of datasets', () => {
  const { numRuns, seed } = fuzzRuns(3_000)
  const names = readdirSync(FILES)
  const context = readContext('UTC', 20_800)

  it('give rows, issues or a Problem for every file of the fixtures, however it was damaged', async () => {
    let no = 0
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), picks, async (name, list) => {
        const path = join(folder, String(no++ % 8))
        writeFileSync(path, mutateBytes(readFileSync(join(FILES, name)), list))
        try {
          const source = await openSourceRows({ path, fileName: name }, undefined, FILE_LIMITS)
          for await (const { rows } of source.batches)
            for (const row of rows.slice(0, 20))
              for (const dataset of DATASETS) mustBeAnswer(dataset.readRow(row, context))
        } catch (error) {
          if (!(error instanceof Problem) || error.message === '') throw error
        }
      }),
      { numRuns: Math.ceil(numRuns / 50), ...(seed === undefined ? {} : { seed }) },
    )
  })

  it('give a value or issues for every row, whatever its cells hold', () => {
    const columns = DATASETS.map((dataset) => [dataset, readColumns(dataset.name)] as const)
    fc.assert(
      fc.property(
        fc.constantFrom(...columns),
        fc.infiniteStream(
          fc.oneof(
            fc.string({ unit: 'binary' }),
            fc.jsonValue(),
            fc.constantFrom('2024-01-01', '12.5', '-200', '1/2/2024'),
          ),
        ),
        ([dataset, names_], cells) => {
          const row: SourceRow = {
            rowNo: 2,
            cells: Object.fromEntries(names_.map((name) => [name, cells.next().value])),
          }
          mustBeAnswer(dataset.readRow(row, context))
        },
      ),
      { numRuns: Math.ceil(numRuns / 3), ...(seed === undefined ? {} : { seed }) },
    )
  })

  /** Words that stand in the reader's own source in quotes: its columns are among them. */
  function readColumns(dataset: string): readonly string[] {
    const folderOf = join(ROOT, 'packages', 'domain', 'src', 'report')
    const text = readdirSync(folderOf)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(join(folderOf, name), 'utf8'))
      .find((source) => source.includes(`'${dataset}'`))
    return [...(text ?? '').matchAll(/'([A-Za-z_#][\w #+]*)'/g)].map((match) => match[1]!)
  }
})

describe('the beginning of a backup', () => {
  it('is read or refused in words, whatever stands there', () => {
    const { numRuns, seed } = fuzzRuns(3_000)
    const whole = readFileSync(join(ROOT, 'fixtures', 'backup', 'first-version.backup')).subarray(0, 2_000)
    fc.assert(
      fc.property(picks, (list) => {
        const bytes = mutateBytes(whole, list)
        try {
          parseHeader(bytes.subarray(18, 18 + headerLength(bytes)))
        } catch (error) {
          if (!(error instanceof Problem)) throw error
        }
      }),
      { numRuns: Math.ceil(numRuns / 20), ...(seed === undefined ? {} : { seed }) },
    )
  })
})
