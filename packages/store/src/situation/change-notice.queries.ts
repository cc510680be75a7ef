/** Channel on which writers tell of changed incidents: `notifyIncidents` and `notifyImported` of the room `report`. */
export const CHANGE_CHANNEL = 'eirene_changed'

/** A changed operation: what an act of import (or its undoing) touched, these incidents, or (neither given) anything. */
export interface ChangeNotice {
  readonly operationId: string
  readonly importId?: string
  readonly ids?: readonly string[]
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
