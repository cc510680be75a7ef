import { useSession } from './session.ts'

/**
 * Whether this session does anything at all. A wallboard only shows the picture: what acts, counts what waits for somebody,
 * takes something along or names the person is not offered there, and the server would refuse it. Throws outside
 * SessionProvider.
 */
export function useMayAct(): boolean {
  return (useSession().session?.wallboardUntil ?? null) === null
}
