import type * as z from 'zod/mini'

/** One thing that is not right yet, said so that a tired person can act on it. */
export interface Issue {
  /** Stable code, for counting and translation: `date.impossible`, `coordinate.swapped`, … */
  readonly code: string
  readonly message: string
  /** Where in the value: field names and indexes. */
  readonly path: readonly (string | number)[]
  /** Name of the file, when the input is one. */
  readonly file?: string
  /** 1-based row of a file, header included, when the input is a file. */
  readonly row?: number
  readonly column?: string
  /** The offending value as text, at most 120 characters. */
  readonly value?: string
  /** What to do about it. */
  readonly remedy?: string
  /** `error`: the row cannot be kept. `warning`: kept, with this doubt noted. */
  readonly severity: 'error' | 'warning'
}

/** The result of every parser: the value, or every issue at once. Parsers never throw. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly issues: readonly Issue[] }
  | { readonly ok: false; readonly issues: readonly Issue[] }

/** A value that is right; its issues are doubts that are noted with it. */
export function parsed<T>(value: T, issues: readonly Issue[] = []): Parsed<T> {
  return { ok: true, value, issues }
}

/** No value, and every issue that keeps it from being one. */
export function refused<T>(issues: readonly Issue[]): Parsed<T> {
  return { ok: false, issues }
}

/** Parses with a zod/mini schema and turns its complaints into Issues. */
export function parseWith<S extends z.ZodMiniType>(schema: S, input: unknown): Parsed<z.output<S>> {
  const result = schema.safeParse(input)
  if (result.success) return parsed(result.data)
  return refused(
    result.error.issues.map((issue) => ({
      code: `field.${issue.code}`,
      message: issue.message,
      path: issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
      severity: 'error',
    })),
  )
}

/** Issues of every text in a value that no database holds and no digest can be made of: with a zero byte or half a character. */
export function brokenTextIssues(value: unknown, path: Issue['path'] = []): readonly Issue[] {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? [brokenTextIssue(path)] : []
  if (Array.isArray(value)) return value.flatMap((part, index) => brokenTextIssues(part, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => brokenTextIssues(part, [...path, name]))
}

function brokenTextIssue(path: Issue['path']): Issue {
  return {
    code: 'text.broken',
    message: 'This text holds a zero byte or half a character.',
    path,
    remedy: 'Write the text anew, without what was pasted.',
    severity: 'error',
  }
}
