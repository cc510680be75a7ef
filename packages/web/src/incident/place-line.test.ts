import { describe, expect, it } from 'vitest'
import { placeLine } from './place-line.ts'

describe('the line of a place', () => {
  it('says a name once that district and region share', () => {
    expect(placeLine(['Vellande', 'Tenavi', 'Tenavi', null])).toBe('Vellande, Tenavi')
    expect(placeLine(['Tenavi', 'Tenavi', 'Tenavi', 'XOV'])).toBe('Tenavi, XOV')
  })

  it('is empty where nothing is known', () => {
    expect(placeLine(['', null])).toBe('')
  })
})
