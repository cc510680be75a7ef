import { expect, it } from 'vitest'
import { makeRelease, uncovered, type ReleaseRecord } from './index.ts'

const record = (id: string, occurredOn: string): ReleaseRecord => ({
  ...{ id, occurredOn, typeCode: 'ARM-01', family: 'ARM', sensitivity: 'P', compartments: [] },
  ...{ adm1: 'Ouaka', adm2: 'Bambari', hexagon: null, isSensitiveSite: false, timePrecision: 'day' },
})

it('says which part of the period an audience does not get, and how many incidents fall out by that', () => {
  const subject = {
    operation: { name: 'Night', acronym: 'NIGHT', realm: 'LIVE' as const },
    ...{
      fromOn: '2024-01-15',
      toOn: '2024-03-11',
      basis: 'reported' as const,
      title: 'T',
      text: '',
      today: '2024-06-01',
    },
  }
  const days = ['2024-01-20', '2024-01-31', '2024-02-10', '2024-03-01']
  const records = days.map((day, i) => record(`r${i}`, day))
  const { content, desk } = makeRelease('open', subject, records, [])
  expect([content.fromOn, content.toOn]).toEqual(['2024-02-01', '2024-03-01'])
  expect(desk.period).toEqual({
    ...{ fromOn: '2024-01-15', toOn: '2024-03-11', fellOut: 3 },
    covered: { fromOn: '2024-02-01', toOn: '2024-03-01' },
  })
  expect(uncovered(desk.period!)).toEqual([
    { fromOn: '2024-01-15', toOn: '2024-02-01' },
    { fromOn: '2024-03-01', toOn: '2024-03-11' },
  ])
  const partner = makeRelease('partner', subject, records, [])
  expect([uncovered(partner.desk.period!), partner.desk.period?.fellOut]).toEqual([[], 0])
  const short = makeRelease('open', { ...subject, toOn: '2024-01-31' }, records.slice(0, 1), [])
  expect(short.desk.period).toMatchObject({ covered: null, fellOut: 1 })
})
