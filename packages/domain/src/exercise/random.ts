/** A seeded source of randomness: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  readonly next: () => number
  /** Uniform whole number in [from, to), both whole. */
  readonly int: (from: number, to: number) => number
  /** True with probability p. */
  readonly chance: (p: number) => boolean
  /** One of the values, each as likely; throws RangeError if there is none. */
  readonly pick: <T>(values: readonly T[]) => T
  /** One of the values, in proportion to its weight; throws RangeError if no weight is positive. */
  readonly pickWeighted: <T>(values: readonly T[], weightOf: (value: T) => number) => T
  /** Normal with mean 0 and standard deviation 1. */
  readonly normal: () => number
  /** Exponential with this mean. */
  readonly exponential: (mean: number) => number
  /** Poisson with this mean; means above 30 by the normal approximation. */
  readonly poisson: (mean: number) => number
  /** 32 random bits. */
  readonly bits: () => number
}

/** The numbers of generator sfc32 (Doty-Humphrey, PractRand), seeded by a number and a text that names the purpose. */
export function seededBits(seed: number, purpose = ''): () => number {
  let hash = 0x811c9dc5 ^ (seed >>> 0)
  for (let i = 0; i < purpose.length; i++) hash = Math.imul(hash ^ purpose.charCodeAt(i), 0x01000193)
  let a = hash | 0
  let b = Math.imul(hash, 0x9e3779b1) | 0
  let c = (Math.floor(seed / 4294967296) ^ 0x85ebca6b) | 0
  let counter = 1
  const bits = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return sum >>> 0
  }
  for (let i = 0; i < 20; i++) bits()
  return bits
}

/** A seeded source of randomness. `purpose` makes streams of one seed independent of each other. */
export function seededRandom(seed: number, purpose = ''): Random {
  const bits = seededBits(seed, purpose)
  const next = (): number => bits() / 4294967296
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  return {
    next,
    bits,
    normal,
    int: (from, to) => from + Math.floor(next() * (to - from)),
    chance: (p) => next() < p,
    pick: (values) => {
      const value = values[Math.floor(next() * values.length)]
      if (value === undefined) throw new RangeError('nothing to pick from')
      return value
    },
    pickWeighted: (values, weightOf) => pickWeighted(values, weightOf, next()),
    exponential: (mean) => -mean * Math.log(1 - next()),
    poisson: (mean) => poisson(mean, next, normal),
  }
}

function pickWeighted<T>(values: readonly T[], weightOf: (value: T) => number, u: number): T {
  let rest = u * values.reduce((sum, value) => sum + weightOf(value), 0)
  let last: T | undefined
  for (const value of values) {
    const weight = weightOf(value)
    if (weight <= 0) continue
    last = value
    rest -= weight
    if (rest < 0) return value
  }
  if (last === undefined) throw new RangeError('no value has a positive weight')
  return last
}

function poisson(mean: number, next: () => number, normal: () => number): number {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()))
  const limit = Math.exp(-mean)
  let count = 0
  let product = next()
  while (product > limit) {
    count++
    product *= next()
  }
  return count
}
