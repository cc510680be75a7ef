import { sql } from 'kysely'
import type { Db, Tx } from '../db/index.ts'

/** Channel on which writers tell of changes: `notifyIncidents` and `notifyImported` of the room `report`, and `notifyDesk`. */
export const CHANGE_CHANNEL = 'eirene_changed'

/** A changed operation: what an act of import (or its undoing) touched, these incidents, or (neither given) anything. */
export interface ChangeNotice {
  readonly operationId: string
  readonly importId?: string
  readonly ids?: readonly string[]
  /** Given: no incident changed, but something of the desk (flash report, release, situation report) under this marking. */
  readonly deskMarkingNo?: number
}

/** Tells every server, when the transaction commits, that something of the desk came or changed under its marking. */
export async function notifyDesk(
  tx: Tx | Db,
  operationId: string,
  of: { readonly table: 'flash_report' | 'release' | 'sitrep'; readonly id: string },
): Promise<void> {
  await sql`
    select pg_notify(${CHANGE_CHANNEL}, json_build_object('operationId', operation_id, 'deskMarkingNo', marking_no)::text)
    from ${sql.table(of.table)} where operation_id = ${operationId} and id = ${of.id}`.execute(tx)
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
  const deskMarkingNo: unknown = Reflect.get(value, 'deskMarkingNo')
  if (typeof operationId !== 'string') return undefined
  if (typeof deskMarkingNo === 'number') return { operationId, deskMarkingNo }
  return {
    operationId,
    ...(typeof importId === 'string' ? { importId } : {}),
    ...(Array.isArray(ids) ? { ids: ids.filter((id): id is string => typeof id === 'string') } : {}),
  }
}
