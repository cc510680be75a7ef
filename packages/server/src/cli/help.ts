import { DEFAULT_PORT } from '../config/index.ts'
import type { Verb, VerbOption } from './verb.ts'

/** Options that every verb takes. */
export const COMMON_OPTIONS = {
  data: { type: 'string', value: 'DIR', help: 'data directory (default: .eirene in the project, or EIRENE_DATA)' },
  json: { type: 'boolean', help: 'the result as one JSON document' },
  help: { type: 'boolean', short: 'h', help: 'this text' },
} as const satisfies Readonly<Record<string, VerbOption>>

/** Help for one verb, with an example. */
export function verbHelp(verb: Verb): string {
  const options: Readonly<Record<string, VerbOption>> = { ...verb.options, ...COMMON_OPTIONS }
  const rows = Object.entries(options).map(([name, option]) => [optionLabel(name, option), option.help] as const)
  return `${verb.summary}

  eirene ${verb.name}${verb.usage === '' ? '' : ` ${verb.usage}`}

Example
  ${verb.example}

Options
${table(rows)}
`
}

/** The list of verbs. */
export function generalHelp(verbs: readonly Verb[]): string {
  return `Eirene, an operations room for peace missions.

  npx eirene VERB …            npx eirene VERB --help

Verbs
${table(verbs.map((verb) => [verb.name, verb.summary] as const))}

A verb uses the database of the running server, or starts it for as long as the verb needs it. Settings come from
EIRENE_DATA, EIRENE_PORT (${DEFAULT_PORT}), EIRENE_HOST (127.0.0.1), EIRENE_PUBLIC_URL and DATABASE_URL.

Exit codes: 0 done · 1 a fault in Eirene · 2 wrong usage · 3 done, some rows were rejected · 4 refused · 5 environment
(port, disk, database)
`
}

function optionLabel(name: string, option: VerbOption): string {
  const short = option.short === undefined ? '' : `-${option.short}, `
  const value = option.type === 'string' ? ` ${option.value ?? 'TEXT'}` : ''
  return `${short}--${name}${value}`
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([label]) => label.length)) + 2
  return rows.map(([label, text]) => `  ${label.padEnd(width)}${text}`).join('\n')
}

/** The known word that is closest to a mistyped one, when it is close enough to be meant. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  const typed = word.toLowerCase()
  const ranked = known
    .map((candidate) => ({ candidate, steps: editSteps(typed, candidate.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps)
  const best = ranked[0]
  if (best === undefined) return undefined
  return best.steps <= Math.max(1, Math.floor(best.candidate.length / 3)) ||
    best.candidate.toLowerCase().startsWith(typed)
    ? best.candidate
    : undefined
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
function editSteps(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array.from({ length: b.length }, () => 0)])
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0
  for (let j = 0; j <= b.length; j++) (rows[0] ?? [])[j] = j
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const replace = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swap = swapped ? at(i - 2, j - 2) + 1 : Infinity
      ;(rows[i] ?? [])[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replace, swap)
    }
  return at(a.length, b.length)
}
