import { describe, expect, it } from 'vitest'
import { parseSitrepOrder } from './index.ts'

const order = { fromOn: '2021-01-01', toOn: '2021-02-01' }

describe('the order of a situation report', () => {
  it('needs two days and takes the rest as ordinary', () => {
    expect(parseSitrepOrder(order).ok).toBe(true)
    expect(parseSitrepOrder({ ...order, language: 'fr', comments: { outlook: 'Calm.' } }).ok).toBe(true)
  })

  it.each([
    ['an end before its beginning', { fromOn: '2021-02-01', toOn: '2021-01-01' }],
    ['no day at all', { fromOn: '2021-01-01', toOn: '2021-01-01' }],
    ['more than a year and a day', { fromOn: '2020-01-01', toOn: '2021-01-03' }],
    ['a day that does not exist', { fromOn: '2021-02-31', toOn: '2021-03-05' }],
    ['a language that it cannot be written in', { ...order, language: 'xx' }],
    ['a comment on a section that there is not', { ...order, comments: { weather: 'Dry.' } }],
    ['a field that nobody asked for', { ...order, secret: true }],
  ])('refuses %s', (_, input) => {
    expect(parseSitrepOrder(input).ok).toBe(false)
  })
})
