import type { ProblemCode } from '@eirene/domain/problem'

/** What the process's exit code says. */
export const EXIT = { done: 0, bug: 1, usage: 2, rejectedRows: 3, refused: 4, environment: 5 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The exit code of a Problem: by its kind, `environment.…`, `usage.…` or any other refusal. */
export function exitCodeOf(code: ProblemCode): ExitCode {
  if (code.startsWith('environment.')) return EXIT.environment
  if (code.startsWith('usage.')) return EXIT.usage
  return EXIT.refused
}
