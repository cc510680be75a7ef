/** Adds a value to a list of the filter, or takes it out; undefined when none is left. */
export function toggled<T extends string>(list: readonly T[] | undefined, value: T): T[] | undefined {
  const without = (list ?? []).filter((each) => each !== value)
  const next = without.length === (list ?? []).length ? [...without, value] : without
  return next.length === 0 ? undefined : next
}
