/** A place in one line, from the closest to the widest: what is not known is left out, and a name that stands for two is said once. */
export function placeLine(names: readonly (string | null)[]): string {
  return [...new Set(names.filter((name) => name !== null && name !== ''))].join(', ')
}
