import type { Db } from '@eirene/store/db'
import type { Route } from '../edge/index.ts'
import { incidentListRoutes } from './incident-list.routes.ts'
import type { Pictures } from './pictures.ts'
import { savedViewRoutes } from './saved-views.routes.ts'

export interface SituationDeps {
  readonly db: Db
  readonly clock: () => Date
  readonly pictures: Pictures
}

/** The picture: columns, figures, lists, changes, export, saved views. */
export function situationRoutes(deps: SituationDeps): readonly Route[] {
  return [...incidentListRoutes(deps), ...savedViewRoutes(deps)]
}
