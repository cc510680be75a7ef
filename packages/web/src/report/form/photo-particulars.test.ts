import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { particularsOf, withParticulars } from './photo-particulars.ts'

const HEAD = [0xff, 0xd8]
const JFIF = [0xff, 0xe0, 0x00, 0x04, 0x4a, 0x46]
const PICTURE = [0xff, 0xda, 0x00, 0x02, 1, 2, 3, 0xff, 0xd9]

/** A segment of Exif with two fields: a make, and which side is up. */
function exif(isLittle: boolean, orientation: number): number[] {
  const view = new DataView(new ArrayBuffer(8 + 2 + 24 + 4))
  view.setUint16(0, isLittle ? 0x4949 : 0x4d4d)
  view.setUint16(2, 42, isLittle)
  view.setUint32(4, 8, isLittle)
  view.setUint16(8, 2, isLittle)
  for (const [i, tag, value] of [
    [0, 0x010f, 7],
    [1, 0x0112, orientation],
  ] as const) {
    view.setUint16(10 + 12 * i, tag, isLittle)
    view.setUint16(12 + 12 * i, 3, isLittle)
    view.setUint32(14 + 12 * i, 1, isLittle)
    view.setUint16(18 + 12 * i, value, isLittle)
  }
  const body = [0x45, 0x78, 0x69, 0x66, 0, 0, ...new Uint8Array(view.buffer)]
  return [0xff, 0xe1, 0, body.length + 2, ...body]
}

describe.each([
  ['little', true],
  ['big', false],
] as const)('what a camera wrote, %s end first', (_, isLittle) => {
  it('goes with the smaller photo, which is upright already', () => {
    const taken = new Uint8Array([...HEAD, ...JFIF, ...exif(isLittle, 6), ...PICTURE])
    const smaller = new Uint8Array([...HEAD, ...JFIF, ...PICTURE])
    const whole = withParticulars(smaller, taken)
    expect([...whole]).toEqual([...HEAD, ...exif(isLittle, 1), ...JFIF, ...PICTURE])
    expect([...particularsOf(taken)!]).toEqual(exif(isLittle, 6))
  })
})

describe('a photo without particulars', () => {
  it('stays as it is', () => {
    const smaller = new Uint8Array([...HEAD, ...PICTURE])
    expect(withParticulars(smaller, new Uint8Array([...HEAD, ...JFIF, ...PICTURE]))).toBe(smaller)
    expect(withParticulars(smaller, new TextEncoder().encode('\x89PNG…'))).toBe(smaller)
  })

  it('or with broken ones never fails, whatever its bytes', () => {
    const start = fc.constantFrom<number[]>(
      [],
      [...HEAD, ...JFIF],
      [...HEAD, ...exif(true, 6).slice(0, 20)],
      [...HEAD, ...exif(false, 3)],
    )
    const smaller = new Uint8Array([...HEAD, ...PICTURE])
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 60 }), (head, rest) => {
        expect(withParticulars(smaller, new Uint8Array([...head, ...rest])).length).toBeGreaterThanOrEqual(
          smaller.length,
        )
      }),
    )
  })
})
