import type { ReleaseAudience } from '../release/index.ts'
import type { Component } from './component.ts'

/** GET: acts of the desk that are awaited from the signed-in person, longest awaited first. */
export const AWAITED_ACTS_PATH = '/v1/operations/:slug/awaited-acts'

/** A draft that has been open for longer is for the list of reports, not for the bell. */
export const AWAITED_SITREP_DAYS = 14

/** Something that others cannot finish without the person. People by the names that their colleagues know. */
export type AwaitedAct =
  | {
      readonly kind: 'release.decide'
      readonly releaseId: string
      readonly title: string
      readonly audience: ReleaseAudience
      readonly proposedBy: string | null
      readonly since: string
    }
  | {
      readonly kind: 'sitrep.release'
      readonly sitrepId: string
      readonly number: string
      readonly draftedBy: string | null
      readonly since: string
    }
  | {
      readonly kind: 'sitrep.input'
      readonly sitrepId: string
      readonly number: string
      /** Those that were asked, that the person speaks for, and that gave nothing yet. */
      readonly components: readonly { readonly component: Component; readonly cutoffAt: string }[]
      readonly since: string
    }
