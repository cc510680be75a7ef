import { describe, expect, it } from 'vitest'
import { findLibrarySource, operationLibrary } from '../operation/library/index.ts'
import { findBody, findMembership, listBodies, membersOn, subStatesOn } from './index.ts'

const count = (day: string): number | undefined => membersOn('NATO', day)?.length

describe('membership of NATO', () => {
  it('counts the twelve founders from the day the treaty entered into force, and says so', () => {
    expect(count('1949-04-04')).toBe(0)
    expect(count('1949-08-23')).toBe(0)
    expect(count('1949-08-24')).toBe(12)
    expect(count('1949-12-31')).toBe(12)
    expect(findMembership('NATO')?.convention).toContain('24 August 1949')
    const founders = findMembership('NATO')?.members.filter((member) => member.signedOn === '1949-04-04')
    expect(founders?.map((member) => member.value).sort()).toEqual([
      'BEL',
      'CAN',
      'DNK',
      'FRA',
      'GBR',
      'ISL',
      'ITA',
      'LUX',
      'NLD',
      'NOR',
      'PRT',
      'USA',
    ])
  })

  it('grows on the very day of each accession', () => {
    expect(count('2023-04-03')).toBe(30)
    expect(count('2023-04-04')).toBe(31)
    expect(count('2023-05-20')).toBe(31)
    expect(count('2024-03-06')).toBe(31)
    expect(count('2024-03-07')).toBe(32)
    expect([count('1952-12-31'), count('1955-12-31'), count('1982-12-31')]).toEqual([14, 15, 16])
    expect([count('1999-03-11'), count('1999-03-12'), count('2004-03-29')]).toEqual([16, 19, 26])
    expect([count('2009-04-01'), count('2017-06-05'), count('2020-03-27')]).toEqual([28, 29, 30])
    expect(membersOn('NATO', '2024-03-07')).toContain('SWE')
    expect(membersOn('NATO', '2024-03-06')).not.toContain('SWE')
  })

  it('keeps France a member while it stood outside the integrated command', () => {
    expect(subStatesOn('NATO', 'FRA', '1970-01-01')).toEqual(['outside-integrated-command'])
    expect(membersOn('NATO', '1970-01-01')).toContain('FRA')
    expect(subStatesOn('NATO', 'FRA', '1966-01-01')).toEqual([])
    expect(subStatesOn('NATO', 'FRA', '2009-04-04')).toEqual([])
    expect(subStatesOn('NATO', 'USA', '1970-01-01')).toEqual([])
  })

  it('gives nothing, not zero, for a body without a register', () => {
    expect(membersOn('ECOWAS', '2020-01-01')).toBeUndefined()
  })

  it('names a known source for every member, each once', () => {
    const membership = findMembership('NATO')
    const members = membership?.members ?? []
    expect(new Set(members.map((member) => member.value)).size).toBe(32)
    for (const fact of [...members, ...(membership?.subStates ?? [])])
      for (const source of fact.sources) expect(findLibrarySource(source), source).toBeDefined()
  })
})

describe('bodies', () => {
  it('are known for every instrument and lead of the library', () => {
    const library = operationLibrary()
    const named = new Set([
      ...library.instruments.map((each) => each.body),
      ...library.operations.flatMap((operation) => operation.leads.map((lead) => lead.value)),
    ])
    for (const code of named) expect(findBody(code), code).toBeDefined()
  })

  it('have one code each and belong to a body that exists', () => {
    const codes = listBodies().map((body) => body.code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const body of listBodies()) if (body.of !== null) expect(codes).toContain(body.of)
    for (const body of listBodies())
      for (const source of body.sources) expect(findLibrarySource(source), source).toBeDefined()
  })
})
