import type { Parsed } from '@eirene/domain/parse'
import { Problem, type ProblemCode } from '@eirene/domain/problem'

/** Unwraps a parse at the edge, or refuses the request with every issue listed. */
export function mustParse<T>(parsed: Parsed<T>, code: ProblemCode = 'input.invalid'): T {
  if (parsed.ok) return parsed.value
  throw new Problem(code, 'Some fields need correction.', { issues: parsed.issues })
}
