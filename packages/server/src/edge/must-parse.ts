import { brokenTextIssues, type Parsed } from '@eirene/domain/parse'
import { Problem, type ProblemCode } from '@eirene/domain/problem'

/**
 * Unwraps a parse at the edge, or refuses the request with every issue listed. Broken text is refused whatever the parser says: the
 * database would keep something else in its place.
 */
export function mustParse<T>(parsed: Parsed<T>, code: ProblemCode = 'input.invalid'): T {
  const issues = parsed.ok ? brokenTextIssues(parsed.value) : parsed.issues
  if (parsed.ok && issues.length === 0) return parsed.value
  throw new Problem(code, 'Some fields need correction.', { issues })
}
