/** Events counted over some exposure, such as incidents over days. */
export interface CountedPeriod {
  readonly count: number
  /** Length of the period, in any unit that both periods share. Greater than 0. */
  readonly days: number
}

/** How the rate of one period stands to the rate of another. */
export interface RateComparison {
  readonly now: CountedPeriod
  readonly before: CountedPeriod
  /** Rate now over rate before; null when nothing was counted before. */
  readonly ratio: number | null
  /** Exact interval of the ratio at `confidence`; `ratioHigh` null: no upper limit. */
  readonly ratioLow: number
  readonly ratioHigh: number | null
  readonly confidence: number
  /** Exact two-sided p-value of "the rates are the same". */
  readonly p: number
}

const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const

/** Natural logarithm of the gamma function for x > 0 (Lanczos, g = 7). */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const t = x + 6.5
  const sum = LANCZOS.reduce((total, c, i) => total + c / (x + i), 0.99999999999980993)
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

/** Continued fraction of the incomplete beta function (modified Lentz). */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  const off0 = (value: number): number => (Math.abs(value) < tiny ? tiny : value)
  let c = 1
  let d = 1 / off0(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m <= 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / off0(1 + even * d)
    c = off0(1 + even / c)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / off0(1 + odd * d)
    c = off0(1 + odd / c)
    const step = d * c
    fraction *= step
    if (Math.abs(step - 1) < 1e-15) break
  }
  return fraction
}

/** Regularised incomplete beta function I_x(a, b), a and b > 0. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(1 - x, b, a)) / b
}

/** P(X ≥ k) for X ~ Binomial(n, p). */
function upperTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1
  return k > n ? 0 : incompleteBeta(p, k, n - k + 1)
}

function logMass(k: number, n: number, p: number): number {
  const choose = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
  return choose + (k === 0 ? 0 : k * Math.log(p)) + (k === n ? 0 : (n - k) * Math.log1p(-p))
}

/** The p at which a rising function of p reaches `target`, to the last bit that halving gives. */
function solve(rising: (p: number) => number, target: number): number {
  let low = 0
  let high = 1
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (rising(middle) < target) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Least number in [from, to] for which `holds` is true, or `to + 1`; `holds` turns from false to true once. */
function firstFrom(from: number, to: number, holds: (k: number) => boolean): number {
  let low = from
  let high = to + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** Outcomes as likely as the observed one count with it in spite of rounding (as R's binom.test does). */
const TIE = 1 + 1e-7

/** Sum of the probabilities of all outcomes that are no likelier than k. */
function twoSidedP(k: number, n: number, p: number): number {
  const limit = logMass(k, n, p) + Math.log(TIE)
  const mode = Math.min(n, Math.floor((n + 1) * p))
  // Mass rises up to the mode and falls after it, so the unlikely outcomes are two tails.
  const lowEnd = firstFrom(0, mode, (j) => logMass(j, n, p) > limit) - 1
  const highStart = firstFrom(mode + 1, n, (j) => logMass(j, n, p) <= limit)
  const low = lowEnd < 0 ? 0 : 1 - upperTail(lowEnd + 1, n, p)
  return Math.min(1, low + upperTail(highStart, n, p))
}

function assertPeriod({ count, days }: CountedPeriod): void {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`not a count: ${count}`)
  if (!(days > 0 && Number.isFinite(days))) throw new RangeError(`not a length of time: ${days}`)
}

/**
 * Compares two rates exactly: each count is taken as Poisson with a constant rate over its period.
 *
 * Given the sum of both counts, the count now is binomial with p = r·d₁ / (r·d₁ + d₀), r the ratio of the rates. The interval
 * is Clopper and Pearson's for p, carried over to r; the p-value sums all outcomes no likelier than the observed one.
 *
 * Shapes   two counts, each with its length of time; the lengths may differ.
 * Units    a ratio: 1 no change, 2 twice as many per day. `p` in [0, 1].
 * Errors   RangeError for a negative or broken count, or a length that is not positive.
 * Limits   Clustered events (one attack that brings the next) vary more than Poisson: then the interval is too narrow and `p`
 *          too small. Many comparisons at once find differences by chance. Right to about 1e-9 for counts up to a million.
 * Source   Przyborowski and Wilenski, Biometrika 31 (1940); Clopper and Pearson, Biometrika 26 (1934). docs/methods/rate-comparison.md.
 */
export function compareRates(now: CountedPeriod, before: CountedPeriod, confidence = 0.95): RateComparison {
  assertPeriod(now)
  assertPeriod(before)
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`not a confidence: ${confidence}`)
  const k = now.count
  const n = now.count + before.count
  const tail = (1 - confidence) / 2
  const asRatio = (p: number): number => (p / (1 - p)) * (before.days / now.days)
  const low = k === 0 ? 0 : asRatio(solve((p) => upperTail(k, n, p), tail))
  // P(X ≤ k) falls with p; its complement rises.
  const high = before.count === 0 ? null : asRatio(solve((p) => upperTail(k + 1, n, p), 1 - tail))
  return {
    now,
    before,
    ratio: before.count === 0 ? null : now.count / now.days / (before.count / before.days),
    ratioLow: low,
    ratioHigh: high,
    confidence,
    p: n === 0 ? 1 : twoSidedP(k, n, now.days / (now.days + before.days)),
  }
}
