import { firstDayOf, lastDayOf } from '../../time/index.ts'
import { holdsOn, sourceIdOf, type Fact } from './fact.ts'
import type { Lead } from './library-schema.ts'
import { operationLibrary, type LibraryOperation, type LibrarySource } from './operation-library.ts'
import type { OperationType } from './operation-type.ts'

/** The operation with this id, or undefined. */
export function findLibraryOperation(id: string): LibraryOperation | undefined {
  return operationLibrary().operations.find((operation) => operation.id === id)
}

/** The source that a reference names, or undefined. */
export function findLibrarySource(reference: string): LibrarySource | undefined {
  const id = sourceIdOf(reference)
  return operationLibrary().sources.find((source) => source.id === id)
}

/** First and last day (`YYYY-MM-DD`) as far as known: a month counts whole. `lastOn` null: no end known. */
export function spanOf(operation: LibraryOperation): { readonly firstOn: string; readonly lastOn: string | null } {
  const ended = operation.ended
  return { firstOn: firstDayOf(operation.began.value), lastOn: ended === null ? null : lastDayOf(ended.value) }
}

/**
 * True when the operation was active on a day (`YYYY-MM-DD`). One that was active when last read about counts as active ever
 * since (its status says as of when); one of which nothing is known any more counts until the day of that last word only.
 */
export function isActiveOn(operation: LibraryOperation, day: string): boolean {
  const { firstOn, lastOn } = spanOf(operation)
  const { value, asOf } = operation.status
  const lastKnownOn = lastOn ?? (value === 'not-known' && asOf !== null ? lastDayOf(asOf) : null)
  return firstOn <= day && (lastKnownOn === null || day <= lastKnownOn)
}

/** Operations active on a day (`YYYY-MM-DD`). */
export function operationsActiveOn(day: string): readonly LibraryOperation[] {
  return operationLibrary().operations.filter((operation) => isActiveOn(operation, day))
}

/** The operations that came directly before this one. */
export function predecessorsOf(id: string): readonly LibraryOperation[] {
  return operationLibrary().operations.filter((operation) => operation.successors.some((link) => link.value === id))
}

/** The operations that came directly after this one. */
export function successorsOf(id: string): readonly LibraryOperation[] {
  const links = findLibraryOperation(id)?.successors ?? []
  return links.flatMap((link) => findLibraryOperation(link.value) ?? [])
}

/** Who led the operation on a day. */
export function leadsOn(operation: LibraryOperation, day: string): readonly Lead[] {
  return valuesOn(operation.leads, day)
}

/** What kind of operation it was on a day. */
export function typesOn(operation: LibraryOperation, day: string): readonly OperationType[] {
  return valuesOn(operation.types, day)
}

/** The name in use on a day, or the first known one. */
export function nameOn(operation: LibraryOperation, day: string): string {
  return valuesOn(operation.names, day)[0] ?? operation.names[0]?.value ?? operation.acronym
}

function valuesOn<T>(facts: readonly Fact<T>[], day: string): readonly T[] {
  return facts.filter((fact) => holdsOn(fact, day)).map((fact) => fact.value)
}
