/** A stretch of text that both versions have, or only one. */
export interface TextPart {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** Products of word counts beyond which texts are shown whole, one removed and one added: the table would not fit. */
const TABLE_MAX = 4_000_000

function wordsOf(text: string): readonly string[] {
  return text.match(/\s+|[^\s]+/g) ?? []
}

/** Lengths of the longest common subsequence of every pair of tails, row by row. */
function tailTable(a: readonly string[], b: readonly string[]): Uint32Array {
  const width = b.length + 1
  const table = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      table[i * width + j] =
        a[i] === b[j]
          ? (table[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0)
  return table
}

/**
 * The words that were taken out of and put into a text, in reading order, by the longest common subsequence of words.
 * The parts that are not `added` give `before` again, those that are not `removed` give `after`.
 */
export function wordDifference(before: string, after: string): readonly TextPart[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }]
  const [a, b] = [wordsOf(before), wordsOf(after)]
  const parts: { kind: TextPart['kind']; text: string }[] = []
  const put = (kind: TextPart['kind'], text: string): void => {
    const last = parts.at(-1)
    if (last?.kind === kind) last.text += text
    else if (text !== '') parts.push({ kind, text })
  }
  if (a.length * b.length > TABLE_MAX) {
    put('removed', before)
    put('added', after)
    return parts
  }
  const table = tailTable(a, b)
  const width = b.length + 1
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]]
    if (left !== undefined && left === right) {
      put('same', left)
      i += 1
      j += 1
    } else if (
      right === undefined ||
      (left !== undefined && (table[(i + 1) * width + j] ?? 0) >= (table[i * width + j + 1] ?? 0))
    ) {
      put('removed', left ?? '')
      i += 1
    } else {
      put('added', right)
      j += 1
    }
  }
  return parts
}
