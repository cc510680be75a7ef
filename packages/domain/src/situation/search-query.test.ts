import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSearchQuery, SEARCH_MAX_LENGTH, SEARCH_MAX_TERMS, type SearchQuery } from './index.ts'

const NOTHING: SearchQuery = { required: [], excluded: [], unfinished: null, id: null, day: null, place: null }

function query(text: string): SearchQuery {
  const parsed = parseSearchQuery(text)
  if (!parsed.ok) throw new Error(`${text}: ${JSON.stringify(parsed.issues)}`)
  return parsed.value
}

function codeOf(text: string): string | undefined {
  const parsed = parseSearchQuery(text)
  return parsed.ok ? undefined : parsed.issues[0]?.code
}

describe('what is typed into the search box', () => {
  it('is words, of which the last may go on until a space follows it', () => {
    expect(query('armed patr')).toEqual({ ...NOTHING, required: [['armed']], unfinished: 'patr' })
    expect(query('armed patrol ')).toEqual({ ...NOTHING, required: [['armed'], ['patrol']] })
  })

  it('is phrases in any quotes, also one that is not closed yet', () => {
    expect(query('"north gate" fire ').required).toEqual([['north', 'gate'], ['fire']])
    expect(query('«porte nord» “south gate').required).toEqual([
      ['porte', 'nord'],
      ['south', 'gate'],
    ])
  })

  it('leaves out what a minus stands before, and takes a hyphen for a part of its word', () => {
    expect(query('fire -mortar -"live round" ouham-pendé ')).toEqual({
      ...NOTHING,
      required: [['fire'], ['ouham-pendé']],
      excluded: [['mortar'], ['live', 'round']],
    })
  })

  it('knows the id of a record', () => {
    const id = '01900000-0000-7000-8000-000000000001'
    expect(query(id.toUpperCase())).toEqual({ ...NOTHING, id })
  })

  it('knows the day of a date-time group and of a date, and takes an impossible one for words', () => {
    const day = { from: '2024-03-01T00:00:00.000Z', to: '2024-03-02T00:00:00.000Z' }
    for (const text of ['010800Z MAR 24', '010800zmar24', '2024-03-01'])
      expect(query(text)).toEqual({ ...NOTHING, day })
    expect(query('fire 010800Z MAR 24 ')).toEqual({ ...NOTHING, required: [['fire']], day })
    expect(query('2024-02-31 ').day).toBeNull()
    expect(query('312500Z FEB 24 ').day).toBeNull()
  })

  it('knows coordinates, latitude first, and grid references', () => {
    expect(query('4.3947, 18.5582').place).toEqual({ kind: 'point', lon: 18.5582, lat: 4.3947 })
    expect(query('4.39S 18.5W').place).toEqual({ kind: 'point', lon: -18.5, lat: -4.39 })
    expect(query('34N BL 41872 65821').place).toEqual({ kind: 'grid', mgrs: '34NBL4187265821' })
    expect(query('34nbl4165').place).toEqual({ kind: 'grid', mgrs: '34NBL4165' })
    expect(query('12 civilians ').place).toBeNull()
    expect(query('95.1, 18.5 ').place).toBeNull()
    expect(query('34N BL 418 65821 ').place).toBeNull()
  })

  it('is read in any script', () => {
    expect(query('هجوم على قرية ').required).toEqual([['هجوم'], ['على'], ['قرية']])
    expect(query('«обстрел села»').required).toEqual([['обстрел', 'села']])
  })

  it('is refused when it asks for nothing, only leaves out, or is too long', () => {
    expect(codeOf('')).toBe('search.empty')
    expect(codeOf('  ? !')).toBe('search.empty')
    expect(codeOf('-fire')).toBe('search.only_excluded')
    expect(codeOf('a '.repeat(SEARCH_MAX_TERMS + 1))).toBe('search.long')
    expect(codeOf('x'.repeat(SEARCH_MAX_LENGTH + 1))).toBe('search.long')
  })

  it('never throws and gives words of letters and digits only, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string()), (text) => {
        const parsed = parseSearchQuery(text)
        if (!parsed.ok) return parsed.issues.length > 0
        const { required, excluded, unfinished } = parsed.value
        const words = [...required.flat(), ...excluded.flat(), ...(unfinished === null ? [] : [unfinished])]
        return words.every((word) => /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}\-'._/]*$/u.test(word))
      }),
      { numRuns: 3000 },
    )
  })

  it('reads back what was written from words, phrases and words to leave out', () => {
    const word = fc.stringMatching(/^[a-zé]{2,8}$/)
    const phrase = fc.array(word, { minLength: 2, maxLength: 3 })
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 3 }),
        fc.array(phrase, { maxLength: 1 }),
        fc.array(word, { maxLength: 2 }),
        (words, phrases, without) => {
          const text = [
            ...words,
            ...phrases.map((one) => `"${one.join(' ')}"`),
            ...without.map((one) => `-${one}`),
            '',
          ].join(' ')
          expect(query(text)).toEqual({
            ...NOTHING,
            required: [...words.map((one) => [one]), ...phrases],
            excluded: without.map((one) => [one]),
          })
        },
      ),
    )
  })
})
