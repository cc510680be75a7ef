import * as z from 'zod/mini'
import frenchNames from './french-names.json' with { type: 'json' }

const frenchName = z.strictObject({ acronym: z.string(), name: z.string() })
/** How an operation is called in French. A translation, not a sourced fact; not yet reviewed. */
export type FrenchName = Readonly<z.infer<typeof frenchName>>

let names: Readonly<Record<string, FrenchName>> | undefined

/** The French name and acronym of an operation, or undefined. */
export function frenchNameOf(id: string): FrenchName | undefined {
  names ??= z.parse(z.record(z.string(), frenchName), frenchNames)
  return Object.hasOwn(names, id) ? names[id] : undefined
}
