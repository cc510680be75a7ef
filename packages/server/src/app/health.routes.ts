import { countPeople } from '@eirene/store/access'
import type { Db } from '@eirene/store/db'
import type { Route } from '../edge/index.ts'

/** GET: whether the server and its database answer. */
export const HEALTH_PATH = '/v1/health'

/** Whether the server answers and its database with it, for whoever watches it. It tells nothing else. */
export function healthRoutes({ db }: { readonly db: Db }): readonly Route[] {
  return [
    {
      method: 'GET',
      path: HEALTH_PATH,
      access: 'public',
      handle: async () => {
        await countPeople(db)
        return { status: 'ok' }
      },
    },
  ]
}
