import { LIVE_PATH } from '@eirene/domain/situation'
import { fillPath, useLive } from '../../edge/index.ts'
import { usePolled } from './use-polled.ts'

/** For a stream that does not come through: what the server tells is seen at once, and nothing waits longer than this. */
const LOOK_MS = 10_000

/** Looks again as soon as the server tells of news at the desk, after a stream that broke, and by itself as a fallback. */
export function useDeskNews(slug: string, look: () => void): void {
  useLive(fillPath(LIVE_PATH, { slug }), ['desk', 'opened'], look)
  usePolled(look, LOOK_MS)
}
