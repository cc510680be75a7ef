import { sql } from 'kysely'
import type { Tx } from '../db/index.ts'

/** Channel on which writers tell of changed incidents. */
export const CHANGE_CHANNEL = 'eirene_changed'

/** A changed operation: what an act of import (or its undoing) touched, these incidents, or (neither given) anything. */
export interface ChangeNotice {
  readonly operationId: string
  readonly importId?: string
  /** At most 150, so that the notice fits; tell of more by `importId` or of all. */
  readonly ids?: readonly string[]
}

/** Tells every server, when the transaction commits, that incidents of an operation changed. */
export async function notifyChange(tx: Tx, notice: ChangeNotice): Promise<void> {
  const fits = notice.ids === undefined || notice.ids.length <= 150
  const payload = JSON.stringify(fits ? notice : { operationId: notice.operationId })
  await sql`select pg_notify(${CHANGE_CHANNEL}, ${payload})`.execute(tx)
}

/** The notice of a payload; undefined when it is none. */
export function parseChangeNotice(payload: string): ChangeNotice | undefined {
  let value: unknown
  try {
    value = JSON.parse(payload)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const operationId: unknown = Reflect.get(value, 'operationId')
  const importId: unknown = Reflect.get(value, 'importId')
  const ids: unknown = Reflect.get(value, 'ids')
  if (typeof operationId !== 'string') return undefined
  return {
    operationId,
    ...(typeof importId === 'string' ? { importId } : {}),
    ...(Array.isArray(ids) ? { ids: ids.filter((id): id is string => typeof id === 'string') } : {}),
  }
}
