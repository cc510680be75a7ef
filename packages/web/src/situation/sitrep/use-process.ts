import { SITREP_PROCESS_PATH, type SitrepProcess } from '@eirene/domain/situation'
import { fillPath, getJson, useLoaded, type Loaded } from '../../edge/index.ts'
import { usePolled } from '../desk/use-polled.ts'

const LOOK_MS = 8000

/** How an open report comes to be, followed while others add to it. The second part looks at once. */
export function useProcess(slug: string, id: string): readonly [Loaded<SitrepProcess>, () => void] {
  const path = fillPath(SITREP_PROCESS_PATH, { slug, id })
  const [loaded, again] = useLoaded(path, (signal) => getJson<SitrepProcess>(path, signal), { keep: true })
  usePolled(again, LOOK_MS)
  return [loaded, again]
}
