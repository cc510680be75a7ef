import { describe, expect, it } from 'vitest'
import { parseCitedNumbers } from './cited-numbers.ts'

describe('citation numbers as typed', () => {
  it.each([
    ['', []],
    ['3', [3]],
    ['3, 7-9', [3, 7, 8, 9]],
    ['9 7–8, 7', [7, 8, 9]],
    ['2، 1', [1, 2]],
  ])('%j are read', (text, numbers) => {
    expect(parseCitedNumbers(text, 9)).toEqual(numbers)
  })

  it.each(['0', '10', '9-7', 'three', '1-', '-1', '1.5', '99999999'])('%j are refused', (text) => {
    expect(parseCitedNumbers(text, 9)).toBeUndefined()
  })
})
