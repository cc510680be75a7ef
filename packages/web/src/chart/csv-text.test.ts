import { expect, it } from 'vitest'
import { csvText } from './csv-text.ts'

it('quotes only what needs it', () => {
  expect(
    csvText([
      ['day', 'incidents'],
      ['a, "b"', 3],
    ]),
  ).toBe('day,incidents\r\n"a, ""b""",3\r\n')
})
