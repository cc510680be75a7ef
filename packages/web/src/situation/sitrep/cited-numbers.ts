/**
 * Citation numbers as people type them: `3, 7-9`. Ascending, each once. Undefined when something else was typed, or a number
 * that no record of the report has.
 */
export function parseCitedNumbers(text: string, recordCount: number): readonly number[] | undefined {
  const parts = text.split(/[\s,;،]+/).filter((part) => part !== '')
  const numbers = new Set<number>()
  for (const part of parts) {
    const match = /^(\d{1,6})(?:[-–](\d{1,6}))?$/.exec(part)
    const [first, last] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])]
    if (match === null || first < 1 || last > recordCount || last < first) return undefined
    for (let no = first; no <= last; no++) numbers.add(no)
  }
  return [...numbers].sort((a, b) => a - b)
}
