import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareRates } from './index.ts'

/** P(X = k) for X ~ Binomial(n, a / (a + b)) as an exact fraction: numerator over (a + b)^n. */
function exactMass(k: number, n: number, a: bigint, b: bigint): bigint {
  let choose = 1n
  for (let i = 1n; i <= BigInt(k); i++) choose = (choose * (BigInt(n) - i + 1n)) / i
  return choose * a ** BigInt(k) * b ** BigInt(n - k)
}

function asNumber(numerator: bigint, denominator: bigint): number {
  const scale = 10n ** 18n
  return Number((numerator * scale) / denominator) / 1e18
}

/** The two-sided p-value by whole numbers: every outcome is compared without rounding. */
function exactP(now: number, before: number, nowDays: number, beforeDays: number): number {
  const n = now + before
  const [a, b] = [BigInt(nowDays), BigInt(beforeDays)]
  const observed = exactMass(now, n, a, b)
  let sum = 0n
  for (let k = 0; k <= n; k++) {
    const mass = exactMass(k, n, a, b)
    if (mass <= observed) sum += mass
  }
  return asNumber(sum, (a + b) ** BigInt(n))
}

/** P(X ≥ k) for X ~ Binomial(n, p) by adding every term, p as a fraction of 2^40. */
function slowTail(k: number, n: number, p: number): number {
  const whole = 2n ** 40n
  const a = BigInt(Math.round(p * 2 ** 40))
  let sum = 0n
  for (let j = k; j <= n; j++) sum += exactMass(j, n, a, whole - a)
  return asNumber(sum, whole ** BigInt(n))
}

const days = fc.integer({ min: 1, max: 400 })
const count = fc.nat({ max: 60 })

describe('compareRates', () => {
  it('compares 14 incidents in January 2021 with 10 in December 2020', () => {
    const { ratio, ratioLow, ratioHigh, p } = compareRates({ count: 14, days: 31 }, { count: 10, days: 31 })
    expect(ratio).toBeCloseTo(1.4, 12)
    // By hand: 2 · P(X ≥ 14) for 24 throws of a fair coin = 2 · 4540386 / 2^24.
    expect(p).toBeCloseTo((2 * 4540386) / 2 ** 24, 12)
    expect(slowTail(14, 24, ratioLow / (1 + ratioLow))).toBeCloseTo(0.025, 9)
    expect(slowTail(15, 24, (ratioHigh ?? 0) / (1 + (ratioHigh ?? 0)))).toBeCloseTo(0.975, 9)
  })

  it('has a closed form when nothing was counted before: P(all n now) = (d₁ / (d₁ + d₀))^n', () => {
    const { ratio, ratioLow, ratioHigh, p } = compareRates({ count: 5, days: 10 }, { count: 0, days: 10 })
    expect(ratio).toBeNull()
    expect(ratioHigh).toBeNull()
    const low = 0.025 ** (1 / 5)
    expect(ratioLow).toBeCloseTo(low / (1 - low), 10)
    expect(p).toBeCloseTo(2 / 2 ** 5, 12)
  })

  it('has a closed form when nothing is counted now', () => {
    const { ratio, ratioLow, ratioHigh } = compareRates({ count: 0, days: 30 }, { count: 4, days: 15 })
    expect(ratio).toBe(0)
    expect(ratioLow).toBe(0)
    const high = 1 - 0.025 ** (1 / 4)
    expect(ratioHigh).toBeCloseTo((high / (1 - high)) * (15 / 30), 10)
  })

  it('says nothing when nothing was counted at all', () => {
    expect(compareRates({ count: 0, days: 7 }, { count: 0, days: 7 })).toMatchObject({
      ratio: null,
      ratioLow: 0,
      ratioHigh: null,
      p: 1,
    })
  })

  it('gives the p-value of exact whole-number arithmetic', () => {
    fc.assert(
      fc.property(count, count, days, days, (a, b, d1, d0) => {
        const { p } = compareRates({ count: a, days: d1 }, { count: b, days: d0 })
        expect(p).toBeCloseTo(exactP(a, b, d1, d0), 9)
      }),
      { numRuns: 200 },
    )
  })

  it('gives limits at which exactly 2.5 % lie in each tail', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), days, days, (a, b, d1, d0) => {
        const { ratioLow, ratioHigh } = compareRates({ count: a, days: d1 }, { count: b, days: d0 })
        const asP = (ratio: number): number => (ratio * d1) / (ratio * d1 + d0)
        expect(slowTail(a, a + b, asP(ratioLow))).toBeCloseTo(0.025, 8)
        expect(slowTail(a + 1, a + b, asP(ratioHigh ?? 0))).toBeCloseTo(0.975, 8)
      }),
      { numRuns: 100 },
    )
  })

  it('turns upside down when the periods change places', () => {
    fc.assert(
      fc.property(count, count, days, days, (a, b, d1, d0) => {
        const one = compareRates({ count: a, days: d1 }, { count: b, days: d0 })
        const other = compareRates({ count: b, days: d0 }, { count: a, days: d1 })
        expect(other.p).toBeCloseTo(one.p, 9)
        if (one.ratioHigh !== null) expect(other.ratioLow * one.ratioHigh).toBeCloseTo(1, 6)
      }),
    )
  })

  it('holds the ratio between its limits, and 1 between them whenever p is well above 0.05', () => {
    fc.assert(
      fc.property(count, count, days, days, (a, b, d1, d0) => {
        const { ratio, ratioLow, ratioHigh, p } = compareRates({ count: a, days: d1 }, { count: b, days: d0 })
        if (ratio !== null) expect(ratio).toBeGreaterThanOrEqual(ratioLow * (1 - 1e-9))
        if (ratio !== null) expect(ratio).toBeLessThanOrEqual((ratioHigh ?? Number.POSITIVE_INFINITY) * (1 + 1e-9))
        // The interval is of equal tails, the p-value of likelihood: they may differ near the edge, never by a factor of two.
        if (p > 0.1) expect(ratioLow).toBeLessThanOrEqual(1)
        if (p > 0.1) expect(ratioHigh ?? 1).toBeGreaterThanOrEqual(1)
      }),
    )
  })

  it('stays finite for counts of a million', () => {
    const { ratioLow, ratioHigh, p } = compareRates({ count: 1_002_000, days: 31 }, { count: 1_000_000, days: 31 })
    // Large counts: the normal approximation is good to a few parts in a thousand.
    const spread = 1.959964 * Math.sqrt(1 / 1_002_000 + 1 / 1_000_000)
    expect(Math.log(ratioLow)).toBeCloseTo(Math.log(1.002) - spread, 5)
    expect(Math.log(ratioHigh ?? 0)).toBeCloseTo(Math.log(1.002) + spread, 5)
    expect(p).toBeGreaterThan(0.15)
    expect(p).toBeLessThan(0.165)
  })

  it.each([
    [-1, 1],
    [1.5, 1],
    [1, 0],
    [1, Number.NaN],
  ])('refuses a count of %d in %d days', (counted, length) => {
    expect(() => compareRates({ count: counted, days: length }, { count: 1, days: 1 })).toThrow(RangeError)
  })
})
