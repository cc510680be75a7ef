/** A figure that somebody outside has, or would have: what it is called, and the records that it counts. */
export interface PublishedFigure {
  readonly key: string
  readonly ids: readonly string[]
}

/** Fewer than `k` records whose number would follow from figures of several releases. */
export interface Disclosure {
  /** Keys of the new figures that take part. */
  readonly keys: readonly string[]
  readonly count: number
}

/**
 * What new figures would let somebody compute who kept the old ones: every set of fewer than `k` records whose number is a
 * combination (sums and differences, with any factors) of old and new figures, and was not one of the old ones alone.
 *
 * Records that are counted by the same figures are one atom. An atom's number can be computed exactly when its unit vector
 * lies in the row space of the figures (elimination modulo a prime). Of two figures of which one holds the other, the
 * difference is tried as well.
 *
 * Limits: exact values only. That a number could be narrowed to a range across releases is not looked for; within one table
 * `suppress` does. Unknown records of others (news, datasets) that somebody could subtract are not known here.
 */
export function findDisclosures(
  before: readonly PublishedFigure[],
  next: readonly PublishedFigure[],
  k: number,
): readonly Disclosure[] {
  const found: Disclosure[] = []
  const figures = [
    ...before.map((figure) => ({ figure, isNew: false })),
    ...next.map((figure) => ({ figure, isNew: true })),
  ]
  for (const part of connected(figures)) {
    if (!part.some(({ isNew }) => isNew) || !part.some(({ isNew }) => !isNew)) continue
    const atoms = atomsOf(part.map(({ figure }) => figure))
    const all = spaceOf(part.map((_, i) => vectorOf(atoms, i)))
    const old = spaceOf(part.flatMap(({ isNew }, i) => (isNew ? [] : [vectorOf(atoms, i)])))
    for (const target of targetsOf(atoms, part.length, k)) {
      if (!spans(all, target.vector) || spans(old, target.vector)) continue
      const keys = part.flatMap(({ figure, isNew }, i) =>
        isNew && target.vector.some((value, a) => value !== 0 && atoms[a]?.members.has(i) === true) ? [figure.key] : [],
      )
      const others = part.flatMap(({ figure, isNew }) => (isNew ? [figure.key] : []))
      found.push({ keys: keys.length > 0 ? keys : others, count: target.count })
    }
  }
  return found
}

interface Marked {
  readonly figure: PublishedFigure
  readonly isNew: boolean
}

/** Figures that share records, directly or through others: only they can be set against each other. */
function connected(figures: readonly Marked[]): readonly (readonly Marked[])[] {
  const parent = figures.map((_, i) => i)
  const rootOf = (i: number): number => {
    let root = i
    while (parent[root] !== root) root = parent[root] ?? root
    return root
  }
  const firstWith = new Map<string, number>()
  for (const [i, { figure }] of figures.entries())
    for (const id of figure.ids) {
      const first = firstWith.get(id)
      if (first === undefined) firstWith.set(id, i)
      else parent[rootOf(i)] = rootOf(first)
    }
  const parts = new Map<number, Marked[]>()
  for (const [i, marked] of figures.entries()) parts.set(rootOf(i), [...(parts.get(rootOf(i)) ?? []), marked])
  return [...parts.values()]
}

interface Atom {
  readonly members: ReadonlySet<number>
  readonly count: number
}

/** Records by the figures that count them. */
function atomsOf(figures: readonly PublishedFigure[]): readonly Atom[] {
  const members = new Map<string, number[]>()
  for (const [i, { ids }] of figures.entries())
    for (const id of ids) {
      const own = members.get(id)
      if (own === undefined) members.set(id, [i])
      else own.push(i)
    }
  const atoms = new Map<string, { readonly members: ReadonlySet<number>; count: number }>()
  for (const own of members.values()) {
    const key = own.join(',')
    const atom = atoms.get(key)
    if (atom === undefined) atoms.set(key, { members: new Set(own), count: 1 })
    else atom.count += 1
  }
  return [...atoms.values()]
}

function vectorOf(atoms: readonly Atom[], figure: number): readonly number[] {
  return atoms.map(({ members }) => (members.has(figure) ? 1 : 0))
}

/** Sets of atoms that together count 1 to k − 1 records: each atom, and what one figure has beyond another that it holds. */
function targetsOf(
  atoms: readonly Atom[],
  figureCount: number,
  k: number,
): readonly { readonly vector: readonly number[]; readonly count: number }[] {
  const vectors = atoms.map((_, a) => atoms.map((__, b) => (a === b ? 1 : 0)))
  for (let i = 0; i < figureCount; i += 1)
    for (let j = 0; j < figureCount; j += 1) {
      const holds = i !== j && atoms.every(({ members }) => !members.has(j) || members.has(i))
      if (holds) vectors.push(atoms.map(({ members }) => (members.has(i) && !members.has(j) ? 1 : 0)))
    }
  const distinct = new Map(vectors.map((vector) => [vector.join(''), vector]))
  return [...distinct.values()]
    .map((vector) => ({ vector, count: atoms.reduce((sum, { count }, a) => sum + (vector[a] === 1 ? count : 0), 0) }))
    .filter(({ count }) => count > 0 && count < k)
}

/** A prime below 2^26, so that products stay exact in a double. */
const PRIME = 67_108_859

function inverse(value: number): number {
  let [result, base, exponent] = [1, value % PRIME, PRIME - 2]
  while (exponent > 0) {
    if (exponent % 2 === 1) result = (result * base) % PRIME
    base = (base * base) % PRIME
    exponent = Math.floor(exponent / 2)
  }
  return result
}

/** Rows in echelon form, each with leading 1, by the place of that 1. */
type Space = ReadonlyMap<number, readonly number[]>

function reduce(space: Space, vector: readonly number[]): number[] {
  const rest = [...vector]
  for (const [i, value] of rest.entries()) {
    const row = space.get(i)
    const factor = rest[i] ?? value
    if (factor === 0 || row === undefined) continue
    for (let j = i; j < rest.length; j += 1)
      rest[j] = ((((rest[j] ?? 0) - factor * (row[j] ?? 0)) % PRIME) + PRIME) % PRIME
  }
  return rest
}

function spaceOf(vectors: readonly (readonly number[])[]): Space {
  const space = new Map<number, readonly number[]>()
  for (const vector of vectors) {
    const rest = reduce(space, vector)
    const lead = rest.findIndex((value) => value !== 0)
    if (lead < 0) continue
    const factor = inverse(rest[lead] ?? 1)
    space.set(
      lead,
      rest.map((value) => (value * factor) % PRIME),
    )
  }
  return space
}

function spans(space: Space, vector: readonly number[]): boolean {
  return reduce(space, vector).every((value) => value === 0)
}
